package import PassFormat

/// The keys the gate believes, kept apart by use: a status key never verifies a pass.
package struct TrustedKeys: Hashable, Sendable {
    private struct Entry: Hashable, Sendable {
        let id: UInt64
        let key: TrustedKey
    }

    private let passKeys: [Entry]
    private let statusKeys: [Entry]
    private let receiptKeys: [Entry]

    /// - Parameter id: what a key is found by. Two keys share eight bytes of a hash only after some 2^32 tries; a test
    ///   of that makes such keys here.
    package init(_ keys: [TrustedKey], id: (TrustedKey) -> KeyID = { $0.keyID }) {
        let entries = keys.map { Entry(id: id($0).rawValue, key: $0) }.sorted { $0.id < $1.id }
        passKeys = entries.filter { $0.key.use == .pass }
        statusKeys = entries.filter { $0.key.use == .status }
        receiptKeys = entries.filter { $0.key.use == .receipt }
    }

    /// All of them, keys for passes first.
    package var all: [TrustedKey] { (passKeys + statusKeys + receiptKeys).map(\.key) }

    /// Every key for passes with this id: any of them may be the right one.
    package func passKeys(for id: KeyID) -> [TrustedKey] { Self.keys(with: id, in: passKeys) }

    /// Every key for status lists with this id.
    package func statusKeys(for id: KeyID) -> [TrustedKey] { Self.keys(with: id, in: statusKeys) }

    /// Every key for receipts with this id.
    package func receiptKeys(for id: KeyID) -> [TrustedKey] { Self.keys(with: id, in: receiptKeys) }

    private static func keys(with id: KeyID, in entries: [Entry]) -> [TrustedKey] {
        var found: [TrustedKey] = []
        for entry in entries where entry.id == id.rawValue { found.append(entry.key) }
        return found
    }
}
