import GateMessages
import PassFormat
import Testing

@Suite("Chains of records")
struct JournalChainTests {
    private func batch(_ records: [[UInt8]], first: Int64 = 1, epoch: JournalEpoch = Example.epoch) -> JournalBatch {
        JournalBatch(gate: "KEL-E1", epoch: epoch, first: first, records: records)
    }

    @Test("Records that follow one another are a chain, from wherever it begins")
    func good() throws {
        let records = try Example.chain(30)
        let chain = try JournalChain(batch(records))
        #expect(chain.links.map(\.bytes) == records)
        #expect(chain.links.last?.hash == records.last.map(JournalRecord.hash))
        let rest = try JournalChain(batch(Array(records[10...]), first: 11))
        #expect(rest.links.first?.record.previous == JournalRecord.hash(records[9]))
    }

    @Test("One dropped, doubled, swapped, changed or foreign record breaks it")
    func broken() throws {
        let records = try Example.chain(6)
        func isRefused(_ records: [[UInt8]], first: Int64 = 1, epoch: JournalEpoch = Example.epoch) -> Bool {
            (try? JournalChain(batch(records, first: first, epoch: epoch))) == nil
        }
        #expect(isRefused([records[0], records[2]]))
        #expect(isRefused([records[0], records[0]]))
        #expect(isRefused([records[1], records[0]]))
        #expect(isRefused(records, first: 2))
        #expect(isRefused(records, epoch: JournalEpoch(rawValue: 5)))
        #expect(isRefused([records[0], records[1] + [0]]))
        // In its place, and naming another record before it.
        let other = try Example.record(.trustApplied, sequence: 2, previous: [UInt8](repeating: 1, count: 32)).encoded()
        #expect(isRefused([records[0], other]))
        let first = try Example.record(.trustApplied, sequence: 1, previous: [UInt8](repeating: 1, count: 32)).encoded()
        #expect(isRefused([first]))
    }
}
