import GateMessages

/// The last scans that were answered: where the disk can't be read any more, a guard still decides on them.
struct ShownScans {
    private static let most = 256

    private var known: [JournalPlace: KnownScan] = [:]
    private var order: [JournalPlace] = []

    subscript(_ place: JournalPlace) -> KnownScan? { known[place] }

    mutating func note(_ entry: JournalEntry, at place: JournalPlace) {
        guard let scan = KnownScan(entry), known.updateValue(scan, forKey: place) == nil else { return }
        if order.count == Self.most { known[order.removeFirst()] = nil }
        order.append(place)
    }
}
