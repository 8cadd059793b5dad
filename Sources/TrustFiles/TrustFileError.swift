package import StrictJSON

/// Why a trust file was not taken: one plain sentence that names the file and, where one can be named, the member.
///
/// A file that is refused changes nothing: the gate keeps its last good trust.
package struct TrustFileError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong, as an open set: later versions may add codes.
    package struct Code: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
        package let rawValue: String

        package init(rawValue: String) {
            self.rawValue = rawValue
        }

        package var description: String { rawValue }

        package static let absent = Code(rawValue: "absent")
        package static let tooLarge = Code(rawValue: "too-large")
        package static let syntax = Code(rawValue: "syntax")
        package static let missing = Code(rawValue: "missing")
        package static let wrongType = Code(rawValue: "wrong-type")
        package static let invalid = Code(rawValue: "invalid")
        package static let duplicate = Code(rawValue: "duplicate")
        package static let refused = Code(rawValue: "refused")
    }

    package let code: Code
    /// The path of the target, e.g. `policy.json`.
    package let file: String
    /// Where in the file, e.g. `gates[2].port`; `nil` for the file as a whole.
    package let member: String?
    package let description: String

    private init(_ code: Code, file: String, member: String?, _ description: String) {
        self.code = code
        self.file = file
        self.member = member
        self.description = description
    }
}

extension TrustFileError {
    /// The set lacks a file that a gate can't decide without.
    package static func absent(_ file: String) -> TrustFileError {
        .init(.absent, file: file, member: nil, "\(file) is missing from the trust files.")
    }

    /// More bytes than a file of its kind may have.
    package static func tooLarge(_ file: String, limit: Int) -> TrustFileError {
        .init(.tooLarge, file: file, member: nil, "\(file) is larger than \(limit) bytes.")
    }

    /// Not JSON, or not the JSON we read.
    package static func syntax(_ file: String, _ error: JSONSyntaxError) -> TrustFileError {
        .init(.syntax, file: file, member: nil, "\(file) is \(error).")
    }

    /// A member that must be there is not.
    package static func missing(_ file: String, _ member: String) -> TrustFileError {
        .init(.missing, file: file, member: member, "\(file) has no member \(member).")
    }

    /// A member is of another type than it must be.
    package static func wrongType(
        _ file: String, _ member: String?, expected: String, found: String
    ) -> TrustFileError {
        .init(.wrongType, file: file, member: member, "\(place(file, member)) must be \(expected), not \(found).")
    }

    /// A member's value breaks a rule.
    package static func invalid(_ file: String, _ member: String?, _ rule: String) -> TrustFileError {
        .init(.invalid, file: file, member: member, "\(place(file, member)) is not valid: \(rule).")
    }

    /// Something stands twice that must stand once.
    package static func duplicate(_ file: String, _ member: String, _ what: String) -> TrustFileError {
        .init(.duplicate, file: file, member: member, "\(place(file, member)) repeats \(what).")
    }

    /// The bytes are well formed, and their signature or their name does not hold.
    package static func refused(_ file: String, _ why: String) -> TrustFileError {
        .init(.refused, file: file, member: nil, "\(file) is refused: \(why).")
    }

    private static func place(_ file: String, _ member: String?) -> String {
        member.map { "\($0) in \(file)" } ?? file
    }
}
