/// Why a message is none.
package struct WindowMessageError: Error, Hashable, Sendable, CustomStringConvertible {
    /// In the register and in figures.
    package enum Code: String, Hashable, Sendable, CaseIterable {
        case tooLarge = "too-large"
        case notJSON = "not-json"
        case wrongProtocol = "wrong-protocol"
        case missing, format
        case unknownMember = "unknown-member"
    }

    package let code: Code
    /// The member that is wrong; nil for the message as a whole. Never what stands in it.
    package let member: String?

    init(_ code: Code, _ member: String? = nil) {
        self.code = code
        self.member = member
    }

    package var description: String { member.map { "\(code.rawValue): \($0)" } ?? code.rawValue }
}
