/// An e-mail address that can stand in an SMTP command and in a header as it is: `local@domain`, ASCII, without quoting
/// (RFC 5321 section 4.1.2, `Dot-string` and `Domain`). Nothing that ends a line or an address fits in.
package struct MailAddress: Hashable, Sendable {
    /// RFC 5321 section 4.5.3.1: the local part, and the path with its brackets.
    private static let longestLocal = 64
    private static let longest = 254

    package let text: String

    /// Nil for anything else, internationalised addresses (RFC 6531) among them.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count <= Self.longest, let at = bytes.lastIndex(of: UInt8(ascii: "@")),
            Self.isLocal(bytes[..<at]), Self.isDomain(bytes[bytes.index(after: at)...])
        else { return nil }
        self.text = text
    }

    /// What stands behind the `@`.
    package var domain: String { String(text.drop { $0 != "@" }.dropFirst()) }

    private static func isLocal(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard (1...longestLocal).contains(bytes.count) else { return false }
        return bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { atom in
            !atom.isEmpty && atom.allSatisfy { isLetterOrDigit($0) || "!#$%&'*+-/=?^_`{|}~".utf8.contains($0) }
        }
    }

    /// Labels of letters, digits and inner hyphens, at least one (`localhost` has one).
    static func isDomain(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard (1...253).contains(bytes.count) else { return false }
        return bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { label in
            (1...63).contains(label.count) && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
                && label.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
        }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}
