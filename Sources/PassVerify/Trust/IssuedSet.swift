import PassCrypto

/// Everything that the register signed with one key, as the target `issued/KID`: published only after the key was
/// compromised. A date would not do, for a thief writes any `iat`.
package struct IssuedSet: Hashable, Sendable {
    /// The first 16 bytes of SHA-256 of each payload.
    package let prefixes: SixteenByteTable

    package init(_ prefixes: SixteenByteTable) {
        self.prefixes = prefixes
    }

    /// From whole payloads.
    package init(payloads: some Sequence<[UInt8]>) {
        prefixes = SixteenByteTable(payloads.map { Self.prefix(of: $0) })
    }

    /// The entry of a payload.
    package static func prefix(of payload: [UInt8]) -> [UInt8] {
        Array(Hash.sha256(payload).prefix(SixteenByteTable.width))
    }

    /// Whether the register signed this payload.
    package func contains(payload: [UInt8]) -> Bool {
        prefixes.contains(prefixOf: Hash.sha256(payload))
    }
}
