import GateMessages
import PassFormat

/// A record as it came, with the time it is taken to have been written at.
struct ArrivedRecord: Hashable, Sendable {
    let record: JournalRecord
    let bytes: [UInt8]
    let hash: [UInt8]
    /// The service's clock when it came.
    let receivedAt: Int64
    /// Corrected: see ``CorrectedTimes``.
    let time: Int64

    init(_ link: JournalChain.Link, receivedAt: Int64, times: CorrectedTimes) {
        record = link.record
        bytes = link.bytes
        hash = link.hash
        self.receivedAt = receivedAt
        time = times.time(of: link.record.moment)
    }

    /// One that came earlier than those in front of it, of which no others tell the clock.
    init(alone record: JournalRecord, bytes: [UInt8], hash: [UInt8], receivedAt: Int64) {
        self.record = record
        self.bytes = bytes
        self.hash = hash
        self.receivedAt = receivedAt
        time = CorrectedTimes([record.moment], receivedAt: receivedAt).time(of: record.moment)
    }

    /// - Throws: ``RegisterError`` for a text that no database keeps.
    static func records(of chain: JournalChain, receivedAt: Int64) throws(RegisterError) -> [ArrivedRecord] {
        let times = CorrectedTimes(chain.links.map(\.record.moment), receivedAt: receivedAt)
        var records: [ArrivedRecord] = []
        records.reserveCapacity(chain.links.count)
        for link in chain.links {
            if RecordColumns(link.record.event).number?.utf8.contains(0) ?? false {
                throw .badMessage("a pass number with a NUL in it")
            }
            records.append(ArrivedRecord(link, receivedAt: receivedAt, times: times))
        }
        return records
    }
}
