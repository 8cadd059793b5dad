/// Where and why bytes are not the JSON we read.
package struct JSONSyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The byte, from 0.
    package let offset: Int
    /// What is wrong there.
    package let problem: String

    package var description: String { "not valid JSON at byte \(offset): \(problem)" }
}
