import PassFormat

/// What the files are called that a courier carries between gates and their service: signed envelopes, one a file.
package enum CourierNames {
    package static let journal = "journal"
    package static let receipts = "receipts"
    package static let suffix = ".cose"

    /// Of a batch: sorted by name they are in order.
    package static func batch(gate: String, epoch: JournalEpoch, first: Int64) -> String {
        let digits = String(first)
        return "\(gate)-\(epoch.hex)-\(String(repeating: "0", count: max(0, 12 - digits.count)))\(digits)\(suffix)"
    }

    /// Of an epoch's receipt: a newer one takes the place of an older.
    package static func receipt(gate: String, epoch: JournalEpoch) -> String { "\(gate)-\(epoch.hex)\(suffix)" }
}
