/// Why a text is not JSON as we take it.
package struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Bytes from the start.
    package let offset: Int
    package let reason: String

    package var description: String { "not valid JSON at byte \(offset): \(reason)" }
}
