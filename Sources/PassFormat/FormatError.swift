/// Why some bytes are not what they claim to be.
///
/// Every reader of this module is total: whatever comes in, the answer is a value or one of these. The code is for
/// programs, the description for people; neither ever contains bytes of the input.
package struct FormatError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong, as an open set: later versions may add codes without breaking a `switch`.
    package struct Code: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
        package let rawValue: String

        package init(rawValue: String) {
            self.rawValue = rawValue
        }

        package var description: String { rawValue }

        package static let base45 = Code(rawValue: "base45")
        package static let tooLong = Code(rawValue: "too-long")
        package static let unsupportedPrefix = Code(rawValue: "unsupported-prefix")
        package static let unsupportedAlgorithm = Code(rawValue: "unsupported-algorithm")
        package static let truncated = Code(rawValue: "truncated")
        package static let trailingBytes = Code(rawValue: "trailing-bytes")
        package static let notDeterministic = Code(rawValue: "not-deterministic")
        package static let duplicateKey = Code(rawValue: "duplicate-key")
        package static let forbiddenValue = Code(rawValue: "forbidden-value")
        package static let unexpectedType = Code(rawValue: "unexpected-type")
        package static let nesting = Code(rawValue: "nesting")
        package static let invalidText = Code(rawValue: "invalid-text")
        package static let envelope = Code(rawValue: "envelope")
        package static let missing = Code(rawValue: "missing")
        package static let invalid = Code(rawValue: "invalid")
        package static let compression = Code(rawValue: "compression")
    }

    /// One reference, so that a function which throws this pays a single word on the road where nothing is wrong.
    private final class Storage: Sendable {
        let code: Code
        let field: String?
        let message: String

        init(_ code: Code, field: String?, _ message: String) {
            self.code = code
            self.field = field
            self.message = message
        }
    }

    private let storage: Storage

    private init(_ code: Code, field: String? = nil, _ message: String) {
        storage = Storage(code, field: field, message)
    }

    package var code: Code { storage.code }

    /// The claim or member at fault, by its name in docs/wire-format.md, where one can be named.
    package var field: String? { storage.field }

    /// True where a newer reader might understand the text (another prefix or algorithm), false where nobody can.
    package var isUnsupported: Bool { code == .unsupportedPrefix || code == .unsupportedAlgorithm }

    package var description: String { storage.message }

    package static func == (left: FormatError, right: FormatError) -> Bool {
        left.code == right.code && left.field == right.field && left.description == right.description
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(code)
        hasher.combine(field)
        hasher.combine(description)
    }
}

extension FormatError {
    /// A character outside the alphabet, a group over 65,535 or a length no encoder makes (RFC 9285 section 6).
    package static var base45: FormatError { .init(.base45, "The text is not valid Base45.") }

    /// More characters, bytes or entries than the format allows.
    package static func tooLong(_ field: String, limit: Int) -> FormatError {
        .init(.tooLong, field: field, "The \(field) is longer than \(limit).")
    }

    /// The text begins neither with `PP1:` nor with `PL1:`.
    package static var unsupportedPrefix: FormatError {
        .init(.unsupportedPrefix, "The text is not a port pass of a kind this version knows.")
    }

    /// The signature algorithm is neither Ed25519 (-19) nor EdDSA (-8).
    package static var unsupportedAlgorithm: FormatError {
        .init(.unsupportedAlgorithm, "The signature algorithm is not one this version knows.")
    }

    /// An item or a count promises more bytes than there are.
    package static var truncated: FormatError { .init(.truncated, "The bytes end in the middle of an item.") }

    /// Bytes follow where the item should end the input.
    package static var trailingBytes: FormatError { .init(.trailingBytes, "Bytes follow after the end.") }

    /// An argument not in its shortest form, an indefinite length, or map keys out of order (RFC 8949 section 4.2.1).
    package static func notDeterministic(_ what: String) -> FormatError {
        .init(.notDeterministic, "The CBOR is not deterministic: \(what).")
    }

    /// The same map key twice.
    package static var duplicateKey: FormatError { .init(.duplicateKey, "A map has the same key twice.") }

    /// Well-formed CBOR that the profile excludes: floats, null, undefined, `false`, other simple values, tags but 18.
    package static func forbiddenValue(_ what: String) -> FormatError {
        .init(.forbiddenValue, "The CBOR holds \(what), which a pass never does.")
    }

    /// Another CBOR type than the place asks for.
    package static func unexpectedType(_ expected: String) -> FormatError {
        .init(.unexpectedType, "The CBOR does not have \(expected) where one must stand.")
    }

    /// Arrays, maps and tags nested more than eight deep.
    package static var nesting: FormatError { .init(.nesting, "The CBOR is nested too deeply.") }

    /// A text string that is not UTF-8 (RFC 3629).
    package static var invalidText: FormatError { .init(.invalidText, "A text is not valid UTF-8.") }

    /// The COSE_Sign1 structure itself is not the one of the profile.
    package static func envelope(_ what: String) -> FormatError {
        .init(.envelope, "The COSE envelope is wrong: \(what).")
    }

    /// A required claim or header parameter is absent.
    package static func missing(_ field: String) -> FormatError {
        .init(.missing, field: field, "The \(field) is missing.")
    }

    /// A value outside what its claim allows.
    package static func invalid(_ field: String, _ rule: String) -> FormatError {
        .init(.invalid, field: field, "The \(field) is invalid: \(rule).")
    }

    /// A status list that is not one complete zlib stream within its limit (RFC 1950).
    package static func compression(_ what: String) -> FormatError {
        .init(.compression, "The status list cannot be unpacked: \(what).")
    }
}
