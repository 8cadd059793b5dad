import GateMessages
import SQLStore

/// A transaction whose sync failed. Its bytes may be in the file all the same: whoever opens it next finds the whole of it, or
/// nothing.
struct TriedWrite {
    /// Its records, in order.
    let entries: [JournalEntry]
    /// So many of them had waited; the others were new.
    let waited: Int

    /// Where its first record stands, if it is there.
    func beginning(_ database: any SQLReading) throws -> JournalPlace? {
        guard let last = entries.last, let record = try RecordStore.last(database), record.moment == last.moment,
            record.event == last.event, record.place.sequence >= Int64(entries.count)
        else { return nil }
        return JournalPlace(
            epoch: record.place.epoch, sequence: record.place.sequence - Int64(entries.count) + 1)
    }
}

extension Gate {
    /// Takes what is in the journal after all out of what waits for it, so that it does not stand there twice.
    func settle(_ tried: TriedWrite, _ database: any SQLReading) throws {
        guard let beginning = try tried.beginning(database) else { return }
        for (index, entry) in tried.entries.enumerated() {
            guard let waiting = unwritten.first, index < tried.waited || waiting.isLate(entry) else { break }
            unwritten.removeFirst()
            if let ticket = waiting.ticket {
                placesOfTickets[ticket] = JournalPlace(
                    epoch: beginning.epoch, sequence: beginning.sequence + Int64(index))
            }
        }
    }
}

extension JournalEntry {
    /// Whether this is what became of the scan that `tried` was to record. A scan that was to be admitted, and was not because
    /// it could not be written, is told again.
    fileprivate func isLate(_ tried: JournalEntry) -> Bool {
        moment == tried.moment && event == tried.event && movement == tried.movement
    }
}
