import PassCrypto

/// Names a change that two people make: 16 random bytes.
package struct ChangeID: Hashable, Sendable {
    package static let byteCount = 16

    package let bytes: [UInt8]

    /// Nil unless there are 16.
    package init?(_ bytes: [UInt8]) {
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
}
