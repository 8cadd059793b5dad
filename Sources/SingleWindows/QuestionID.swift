import PassCrypto

/// What a question is called on both sides: 16 random bytes, in hexadecimal in messages and in names of files.
package struct QuestionID: Hashable, Sendable {
    package static let byteCount = 16

    package let bytes: [UInt8]

    package init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    /// - Parameter hex: 32 digits, in lower case.
    package init?(hex: String) {
        guard hex.utf8.count == 2 * Self.byteCount, let bytes = Hex.decode(hex), Hex.encode(bytes) == hex else {
            return nil
        }
        self.bytes = bytes
    }

    package var hex: String { Hex.encode(bytes) }
}
