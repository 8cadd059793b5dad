import Foundation

/// A password as it is hashed, and what it must be.
///
/// Twelve characters or more and no rules of what they are (NIST SP 800-63B-4 section 3.1.1.2): words of common passwords, alone,
/// with digits or with one another, are refused, and so are rows of keys. Different keyboards write one character in different
/// ways, so that the text is brought into one (NFKC).
package struct PasswordText: Sendable {
    package static let leastCharacters = 12
    package static let mostBytes = 256

    /// At most ``mostBytes``, and none for what is longer: that is nobody's password, also where it begins with somebody's.
    let bytes: [UInt8]
    private let text: String
    private let isTooLong: Bool

    package init(_ typed: String) {
        isTooLong = typed.utf8.count > 4 * Self.mostBytes
        text = isTooLong ? "" : typed.precomposedStringWithCompatibilityMapping
        bytes = text.utf8.count > Self.mostBytes ? [] : Array(text.utf8)
    }

    /// The rule that it breaks as a new password; nil when it can be one.
    /// - Parameters:
    ///   - common: words in small letters.
    ///   - known: passwords that others know, as a whole.
    ///   - own: what everybody knows of the account: the address, the names.
    package func fault(_ field: String, common: [String], known: KnownPasswords? = nil, own: [String]) -> Fault? {
        if isTooLong || text.utf8.count > Self.mostBytes {
            return Fault(field, "too-long", ["most": String(Self.mostBytes)])
        }
        if text.isEmpty { return Fault(field, "required") }
        if text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            return Fault(field, "forbidden-character")
        }
        if text.unicodeScalars.count < Self.leastCharacters {
            return Fault(field, "too-short", ["least": String(Self.leastCharacters)])
        }
        let isCommon = CommonPassword(words: common + own.flatMap(Self.words)).covers(text)
        return isCommon || known?.contains(text) ?? false ? Fault(field, "too-common") : nil
    }

    /// The text as it is hashed; nil for what no account can have as a password.
    var possible: String? {
        !isTooLong && text.utf8.count <= Self.mostBytes && text.unicodeScalars.count >= Self.leastCharacters
            ? text : nil
    }

    private static func words(_ text: String) -> [String] {
        let parts = text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
        return ([text.lowercased()] + parts).filter { $0.utf8.count >= 4 }
    }
}
