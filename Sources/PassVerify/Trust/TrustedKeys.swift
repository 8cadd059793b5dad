package import PassFormat

/// The keys the gate believes, kept apart by use: a status key never verifies a pass.
package struct TrustedKeys: Hashable, Sendable {
    private let passKeys: [TrustedKey]
    private let statusKeys: [TrustedKey]

    package init(_ keys: [TrustedKey]) {
        passKeys = keys.filter { $0.use == .pass }.sorted { $0.keyID.rawValue < $1.keyID.rawValue }
        statusKeys = keys.filter { $0.use == .status }.sorted { $0.keyID.rawValue < $1.keyID.rawValue }
    }

    /// All of them, keys for passes first.
    package var all: [TrustedKey] { passKeys + statusKeys }

    /// Every key for passes with this id: two keys can share 8 bytes, and either may be the right one.
    package func passKeys(for id: KeyID) -> ArraySlice<TrustedKey> { Self.range(of: id, in: passKeys) }

    /// Every key for status lists with this id.
    package func statusKeys(for id: KeyID) -> ArraySlice<TrustedKey> { Self.range(of: id, in: statusKeys) }

    private static func range(of id: KeyID, in keys: [TrustedKey]) -> ArraySlice<TrustedKey> {
        guard let start = keys.firstIndex(where: { $0.keyID == id }) else { return [] }
        return keys[start...].prefix { $0.keyID == id }
    }
}
