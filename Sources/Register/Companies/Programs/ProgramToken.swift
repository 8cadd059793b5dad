import PassCrypto

/// What a program shows to act for a company: `ppk_`, 160 random bits, and 40 bits of a checksum, all in lower-case Base32.
///
/// The beginning and the fixed length let scanners find one that lies where it should not, and the checksum tells them a token
/// from what only looks like one. The register keeps the SHA-256 of it: with so many random bits, that leads nowhere.
package struct ProgramToken: Hashable, Sendable {
    static let randomByteCount = 20
    static let prefix = "ppk_"
    /// Characters of the random part, and of the checksum.
    private static let (body, checksum) = (32, 8)

    /// As it is shown, once.
    package let text: String

    init?(random: [UInt8]) {
        guard random.count == Self.randomByteCount else { return nil }
        let body = Self.prefix + Base32.encode(random).lowercased()
        text = body + Self.checksum(of: body)
    }

    /// What came in a request.
    /// - Returns: nil for what is no token at all, or has a wrong checksum.
    package init?(text: String) {
        let length = Self.prefix.utf8.count + Self.body
        guard text.utf8.count == length + Self.checksum, text.hasPrefix(Self.prefix),
            text.utf8.allSatisfy({ $0 < 0x80 })
        else { return nil }
        let body = String(text.prefix(length))
        guard ConstantTime.areEqual(Array(Self.checksum(of: body).utf8), Array(text.utf8.suffix(Self.checksum))) else {
            return nil
        }
        self.text = text
    }

    private static func checksum(of body: String) -> String {
        Base32.encode(Array(Hash.sha256(Array(body.utf8)).prefix(5))).lowercased()
    }

    /// What stands for it in the database.
    var digest: [UInt8] { Hash.sha256(Array(text.utf8)) }

    /// By which its owner tells it from others.
    var hint: String { String(text.suffix(4)) }
}
