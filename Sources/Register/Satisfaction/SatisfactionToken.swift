import PassCrypto

/// What opens one question of satisfaction, in a link: 32 letters. It is made of what it is about by a keyed hash, so that a
/// transaction can make it again; the register's database has only its SHA-256.
///
/// Letters only: nothing in it can be taken for an identity number.
package struct SatisfactionToken: Hashable, Sendable {
    static let byteCount = 16
    private static let first = UInt8(ascii: "a")

    private let bytes: [UInt8]

    init(of subject: SatisfactionSubject, _ reference: String, vault: IdentityVault) throws(CryptoError) {
        let text = Array("\(subject.rawValue):\(reference)".utf8)
        bytes = Array(try vault.mac(text, "satisfaction").prefix(Self.byteCount))
    }

    /// Nil unless it is 32 letters from `a` to `p`.
    package init?(text: String) {
        let letters = Array(text.utf8)
        guard letters.count == 2 * Self.byteCount,
            letters.allSatisfy({ (Self.first...Self.first + 15).contains($0) })
        else { return nil }
        bytes = stride(from: 0, to: letters.count, by: 2).map {
            (letters[$0] - Self.first) << 4 | (letters[$0 + 1] - Self.first)
        }
    }

    package var text: String {
        String(decoding: bytes.flatMap { [Self.first + $0 >> 4, Self.first + $0 & 15] }, as: UTF8.self)
    }

    var digest: [UInt8] { Hash.sha256(bytes) }
}
