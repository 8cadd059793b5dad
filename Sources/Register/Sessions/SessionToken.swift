import PassCrypto
import StrictJSON

/// What a browser has of its session: 32 random bytes. The register keeps only their SHA-256.
package struct SessionToken: Hashable, Sendable {
    package static let byteCount = 32

    private let bytes: [UInt8]

    package init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    /// Nil unless it is 43 characters of base64url, spelt in the one way.
    package init?(text: String) {
        guard text.utf8.count == 43, let bytes = Base64URL.decode(Array(text.utf8)) else { return nil }
        self.init(bytes)
    }

    /// For the cookie, and for nothing else.
    package var text: String { String(decoding: Base64URL.encode(bytes), as: UTF8.self) }

    /// What stands for it in the database: who reads that has no session by it.
    var digest: [UInt8] { Hash.sha256(bytes) }
}
