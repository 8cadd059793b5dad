import PassCrypto

/// Names a sign-in between password and second factor, for who began it: 16 random bytes. The register keeps their hash only.
package struct PendingSignIn: Hashable, Sendable {
    package static let byteCount = 16

    private let bytes: [UInt8]

    init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    /// Nil unless `hex` is 32 lower-case digits.
    package init?(hex: String) {
        guard hex.utf8.count == 2 * Self.byteCount, let bytes = Hex.decode(hex), Hex.encode(bytes) == hex else {
            return nil
        }
        self.bytes = bytes
    }

    package var hex: String { Hex.encode(bytes) }

    var digest: [UInt8] { Hash.sha256(bytes) }
}
