package import PassFormat
import StrictJSON

/// A pass that was released.
package struct IssuedPass: Hashable, Sendable {
    package let id: PassID
    package let number: String
    /// What the QR code holds.
    package let text: String
    package let list: Int
    package let index: Int
    package let uri: String
    package let expires: Int64
    package let warnings: [FieldProblem]

    /// One JSON object, without a newline.
    package var json: [UInt8] {
        var members: JSONObject = [
            "id": .text(id.hex), "idx": .integer(Int64(index)), "number": .text(number), "text": .text(text),
            "uri": .text(uri),
        ]
        if !warnings.isEmpty { members["warnings"] = .array(warnings.map(\.json)) }
        return JSONWriter.compact(.object(members))
    }
}
