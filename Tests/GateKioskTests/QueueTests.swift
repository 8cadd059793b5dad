import GateKiosk
import StrictJSON
import Testing

@Suite("What waits at the desk, and what is told") struct QueueTests {
    private func text(_ reading: Int64) -> ReadText {
        ReadText(reading: reading, text: [UInt8(truncatingIfNeeded: reading)], source: .wedge)
    }

    @Test("A full queue lets the oldest go, counts it, and keeps the order of the others")
    func queue() {
        var waiting = WaitingTexts()
        for reading in 1...40 { waiting.add(text(Int64(reading))) }
        #expect(waiting.dropped == 8)
        var order: [Int64] = []
        while let next = waiting.next() { order.append(next.reading) }
        #expect(order == Array(9...40))
        #expect(waiting.next() == nil)
    }

    @Test("A page gets what came since the event that it knows, and nothing twice")
    func ring() {
        var ring = EventRing(start: 1_000)
        #expect(ring.after(1_000) == [])
        for _ in 0..<3 { ring.add(.state, [:]) }
        #expect(ring.after(1_000)?.map(\.id) == [1_001, 1_002, 1_003])
        #expect(ring.after(1_002)?.map(\.id) == [1_003])
        #expect(ring.after(1_003) == [])
    }

    @Test("A page that missed something is told so: too old, or of another run of the program")
    func missed() {
        var ring = EventRing(start: 1_000)
        for _ in 0..<(EventRing.most + 5) { ring.add(.state, [:]) }
        #expect(ring.after(1_004) == nil)
        #expect(ring.after(1_005)?.count == EventRing.most)
        for id in [0, -1, Int64.min, ring.newest + 1, Int64.max] { #expect(ring.after(id) == nil) }
    }
}
