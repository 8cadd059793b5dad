import GateMessages

/// The last scans that were answered: where the disk can't be read any more, a guard still decides on them.
struct ShownScans {
    private static let most = 256

    private var events: [JournalPlace: ScanEvent] = [:]
    private var order: [JournalPlace] = []

    subscript(_ place: JournalPlace) -> ScanEvent? { events[place] }

    mutating func note(_ event: JournalEvent, at place: JournalPlace) {
        guard case .scan(let scan) = event else { return }
        if order.count == Self.most { events[order.removeFirst()] = nil }
        order.append(place)
        events[place] = scan
    }
}
