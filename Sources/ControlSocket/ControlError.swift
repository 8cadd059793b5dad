/// Why a command could not be handed to the process that owns a directory: one plain sentence.
package struct ControlError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of error, open for additions.
    package struct Code: RawRepresentable, Hashable, Sendable {
        package let rawValue: String

        package init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// Nobody listens.
        package static let nobody = Code(rawValue: "nobody")
        /// The socket can't be made.
        package static let socket = Code(rawValue: "socket")
        /// What came is no request.
        package static let badRequest = Code(rawValue: "bad-request")
        /// The owner ended before it answered.
        package static let noAnswer = Code(rawValue: "no-answer")
    }

    package let code: Code
    package let description: String

    init(_ code: Code, _ sentence: String) {
        self.code = code
        description = sentence
    }
}
