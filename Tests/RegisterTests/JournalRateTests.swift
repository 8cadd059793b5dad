import Foundation
import GateMessages
import PassFormat
import Register
import ServiceScenes
import Testing

@Suite("A backlog", .serialized)
struct JournalRateTests {
    private static let now = ScratchRegister.now
    /// `PORTPASS_BACKLOG=1000000` measures the backlog that the design names.
    private static var count: Int {
        ProcessInfo.processInfo.environment["PORTPASS_BACKLOG"].flatMap { Int($0) } ?? 20_000
    }

    @Test("drains in full batches, each durable before its receipt")
    func drains() async throws {
        let scratch = try ScratchRegister()
        let register = try await scratch.create()
        var kiosk = try await scratch.kiosk("KEL-E1", in: register)
        var spent: Duration = .zero
        let size = MessageLimits.batch
        var through: Int64 = 0
        while Int(through) < Self.count {
            // What a kiosk keeps is written here in pieces, so that a long backlog fits the memory.
            while kiosk.records.count < Int(through) + size {
                let number = kiosk.records.count
                let pass = Kiosk.pass(WireText("KEL-P-26-\(100_000 + number / 2 % 40_000)"), id: UInt64(number / 2))
                try kiosk.scan(pass, number % 2 == 0 ? .in : .out, at: Self.now + Int64(number))
            }
            let batch = try kiosk.batch(Int(through) + 1...Int(through) + size)
            let started = ContinuousClock.now
            let envelope = try await register.accept(batch, now: Self.now + 2_000_000)
            spent += ContinuousClock.now - started
            through = try #require(try scratch.receipt(envelope)).through
            #expect(through == Int64(kiosk.records.count))
        }
        let rate = Double(through) / (spent / .seconds(1))
        print("backlog: \(through) records, \(Int(rate)) a second")
        #expect(try await register.findings() == [])
        // A tenth of what is asked for: other work may share the machine.
        #expect(rate > 500)
        register.close()
    }
}
