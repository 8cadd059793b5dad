import PassCrypto

/// What a link in a message opens something with, and nothing else: 16 bytes as 32 letters, so that nothing in it can be taken for an
/// identity number. It is made again by a keyed hash; the register's database has only its SHA-256.
struct LinkToken: Hashable, Sendable {
    private static let byteCount = 16
    private static let first = UInt8(ascii: "a")

    private let bytes: [UInt8]

    /// - Parameter kind: what it opens.
    init(of text: [UInt8], kind: String, vault: IdentityVault) throws(CryptoError) {
        bytes = Array(try vault.mac(text, kind).prefix(Self.byteCount))
    }

    /// Nil unless it is 32 letters from `a` to `p`.
    init?(text: String) {
        let letters = Array(text.utf8)
        guard letters.count == 2 * Self.byteCount,
            letters.allSatisfy({ (Self.first...Self.first + 15).contains($0) })
        else { return nil }
        bytes = stride(from: 0, to: letters.count, by: 2).map {
            (letters[$0] - Self.first) << 4 | (letters[$0 + 1] - Self.first)
        }
    }

    var text: String {
        String(decoding: bytes.flatMap { [Self.first + $0 >> 4, Self.first + $0 & 15] }, as: UTF8.self)
    }

    var digest: [UInt8] { Hash.sha256(bytes) }
}
