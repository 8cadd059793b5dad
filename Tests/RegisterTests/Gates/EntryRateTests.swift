import Foundation
import GateMessages
import Identifiers
import PassFormat
import Register
import ServiceScenes
import Testing

@Suite("Charts of many records", .serialized)
struct EntryRateTests {
    private static let now = ScratchRegister.now
    /// `PORTPASS_BACKLOG=1000000` measures what is asked for.
    private static var count: Int {
        ProcessInfo.processInfo.environment["PORTPASS_BACKLOG"].flatMap { Int($0) } ?? 20_000
    }

    @Test("are there at once: a month's figures do not go through the journal")
    func figures() async throws {
        let scratch = try ScratchRegister()
        let register = try await scratch.create()
        var kiosk = try await scratch.kiosk("KEL-E1", in: register)
        let size = MessageLimits.batch
        // 30 days, whatever the number.
        let step = max(1, 30 * 86_400 / Int64(Self.count))
        var through = 0
        while through < Self.count {
            while kiosk.records.count < through + size {
                let number = kiosk.records.count
                let pass = Kiosk.pass(WireText("KEL-P-26-\(100_000 + number / 2 % 40_000)"), id: UInt64(number / 2))
                var event = Kiosk.event(
                    pass, number % 2 == 0 || number % 7 == 0 ? .in : .out, number % 20 == 0 ? .deny : .admit)
                if number % 20 == 0 { event.reasons = [["expired", "revoked", "wrong-zone"][number % 3]] }
                try kiosk.write(.scan(event), at: Self.now + Int64(number) * step)
            }
            _ = try await register.accept(kiosk.batch(through + 1...through + size), now: Self.now + 40 * 86_400)
            through += size
        }
        let clock = ContinuousClock()
        let counting = try await clock.measure { try await register.tallyJournals() }
        let first = CivilDate(of: Self.now, utcOffset: 28_800)
        let days = first...CivilDate(daysSinceEpoch: first.daysSinceEpoch + 30)
        var looks: [Duration] = []
        var total: Int64 = 0
        for _ in 0..<20 {
            looks.append(
                try await clock.measure {
                    let figures = try await register.entryFigures(port: "TWKEL", days: days).total
                    total = figures.entries + figures.exits + figures.refusals
                })
        }
        #expect(total == Int64(through))
        let lines = try await clock.measure { _ = try await register.entryLines(port: "TWKEL", days: days) }
        let inside = try await clock.measure {
            _ = try await register.inside(
                port: "TWKEL", matching: "", by: scratch.by, now: Self.now + 40 * 86_400)
        }
        let story = try await clock.measure {
            _ = try await register.story(
                of: "KEL-E1", JournalPlace(epoch: kiosk.epoch, sequence: Int64(through / 2)), by: scratch.by,
                now: Self.now)
        }
        let alarms = try await clock.measure { _ = try await register.openAlarms() }
        let median = looks.sorted()[looks.count / 2]
        print(
            "entries: \(through) records counted in \(counting), a month's figures \(median), lines \(lines), inside \(inside), story \(story), open alarms \(alarms)"
        )
        // Generous: other work may share the machine. From the journal it takes as long as counting does.
        #expect(median < .milliseconds(500))
        register.close()
    }
}
