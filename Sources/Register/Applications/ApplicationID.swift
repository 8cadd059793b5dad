import PassCrypto

/// The one handle of an application: 16 random bytes, printed as 32 hexadecimal digits.
///
/// Whoever has it may follow the application and show the pass that came of it, so it is a secret between the applicant and the
/// register: it goes into no log.
package struct ApplicationID: Hashable, Sendable {
    package static let byteCount = 16

    /// The 16 bytes.
    package let bytes: [UInt8]

    /// Nil unless there are 16.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    /// Nil unless `hex` is 32 lower-case digits: one application has one address.
    package init?(hex: String) {
        guard hex.utf8.count == 2 * Self.byteCount, let bytes = Hex.decode(hex), Hex.encode(bytes) == hex else {
            return nil
        }
        self.bytes = bytes
    }

    package var hex: String { Hex.encode(bytes) }

    /// What stands for it where others read: half of its SHA-256, from which nobody gets the handle back.
    var trace: String { Hex.encode(Array(Hash.sha256(bytes).prefix(16))) }

    /// The record's `reference`, by which a pass is issued for an application once and never again.
    var reference: String { "application:" + hex }
}
