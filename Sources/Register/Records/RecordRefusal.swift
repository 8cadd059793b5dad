import StrictJSON

/// A record that was not issued: every rule it breaks, at its field.
package struct RecordRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// Never empty.
    package let problems: [FieldProblem]

    package init(_ problems: [FieldProblem]) { self.problems = problems }

    package var description: String {
        "record refused: " + problems.map { "\($0.field): \($0.message)" }.joined(separator: "; ")
    }

    /// One JSON object, without a newline.
    /// - Parameter line: the line of the input, from 1.
    package func json(line: Int?) -> [UInt8] {
        var members: JSONObject = ["error": .text("refused"), "problems": .array(problems.map(\.json))]
        members["line"] = line.map { .integer(Int64($0)) }
        return JSONWriter.compact(.object(members))
    }
}
