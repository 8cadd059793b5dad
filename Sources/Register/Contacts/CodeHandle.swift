import PassCrypto

/// Names a code that was sent, for who asked for it: 16 random bytes, so that nobody else can try codes against it.
package struct CodeHandle: Hashable, Sendable {
    package static let byteCount = 16

    let bytes: [UInt8]

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
}
