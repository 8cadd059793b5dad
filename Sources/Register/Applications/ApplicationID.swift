import PassCrypto

/// What an application is called inside the register: 16 random bytes. People name it by its ``ApplicationNumber``.
package struct ApplicationID: Hashable, Sendable {
    package static let byteCount = 16

    /// The 16 bytes.
    package let bytes: [UInt8]

    /// Nil unless there are 16.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    /// The start of its records' `reference`, by which a pass is issued for an application once and never again.
    var reference: String { "application:" + Hex.encode(bytes) }
}
