import Foundation
import GateMessages
import Identifiers
import PassFormat
import Register
import ServiceScenes
import Testing

@Suite("What came and went, counted by the hour")
struct TallyTests {
    /// 12:00 by the port's clock.
    static let now = ScratchRegister.now
    let scratch: ScratchRegister

    init() throws { scratch = try ScratchRegister() }

    private static var today: CivilDate { CivilDate(of: now, utcOffset: 28_800) }
    private static var days: ClosedRange<CivilDate> {
        CivilDate(daysSinceEpoch: today.daysSinceEpoch - 1)...CivilDate(daysSinceEpoch: today.daysSinceEpoch + 1)
    }

    private func scan(
        _ kiosk: inout Kiosk, _ direction: ScanEvent.Direction, _ verdict: ScanEvent.Verdict, _ reason: WireText,
        at time: Int64
    ) throws -> Int64 {
        var event = Kiosk.event(Kiosk.pass("KEL-P-26-000001"), direction, verdict)
        event.reasons = reason.string.isEmpty ? [] : [reason]
        return try kiosk.write(.scan(event), at: time)
    }

    @Test("Each coming counts once, whatever guard and gate did about it; patrols and misreads are none")
    func outcomes() async throws {
        let register = try await scratch.create()
        var kiosk = try await scratch.kiosk("KEL-E1", in: register, at: Self.now - 10_000)
        try kiosk.open(at: Self.now - 9_000)
        _ = try scan(&kiosk, .in, .admit, "", at: Self.now)
        _ = try scan(&kiosk, .in, .admit, "", at: Self.now + 60)
        _ = try scan(&kiosk, .out, .admit, "", at: Self.now + 3_600)
        // Looked at and let in; looked at and not.
        let first = try scan(&kiosk, .in, .check, "paper", at: Self.now + 3_700)
        try kiosk.override(first, .in, at: Self.now + 3_710)
        let second = try scan(&kiosk, .in, .check, "live-code-stale", at: Self.now + 3_720)
        try kiosk.override(second, .in, admitted: false, at: Self.now + 3_730)
        // Refused, and let in all the same; refused, and the guard agrees.
        let third = try scan(&kiosk, .in, .deny, "expired", at: Self.now + 3_740)
        try kiosk.override(third, .in, at: Self.now + 3_750)
        let fourth = try scan(&kiosk, .in, .deny, "expired", at: Self.now + 3_760)
        try kiosk.override(fourth, .in, admitted: false, at: Self.now + 3_770)
        _ = try scan(&kiosk, .in, .deny, "malformed", at: Self.now + 3_780)
        _ = try scan(&kiosk, .check, .admit, "", at: Self.now + 3_790)
        _ = try scan(&kiosk, .check, .deny, "revoked", at: Self.now + 3_795)
        try kiosk.write(
            .passage(
                PassageEvent(
                    cause: .typed, direction: .out, isAdmitted: true, number: "KEL-P-26-000001", guardName: "g1")),
            at: Self.now + 3_800)
        _ = try await register.accept(kiosk.everything, now: Self.now + 4_000)
        #expect(try await register.entryFigures(port: "TWKEL", days: Self.days).waiting == Int64(kiosk.records.count))
        try await register.tallyJournals()
        let figures = try await register.entryFigures(port: "TWKEL", days: Self.days)
        #expect(figures.waiting == 0)
        #expect(figures.total.entries == 4 && figures.total.exits == 2)
        #expect(figures.total.refusals == 3 && figures.total.checks == 2)
        #expect(figures.hours[12].entries == 2 && figures.hours[13].entries == 2 && figures.hours[13].exits == 2)
        #expect(figures.hours.indices.filter { !figures.hours[$0].isEmpty } == [12, 13])
        #expect(figures.reasons.map(\.code) == ["expired", "live-code-stale", "paper"])
        #expect(figures.reasons.map(\.refusals) == [2, 1, 0] && figures.reasons.map(\.checks) == [0, 1, 1])
        let gates = figures.gates.filter { !$0.counts.isEmpty }.map(\.gate)
        #expect(gates == ["KEL-E1"] && figures.gates.count == 4)
        #expect(figures.days.count == 3 && figures.days[1].counts == figures.total)
        #expect(try await register.entryFigures(port: "TWTPE", days: Self.days).total.isEmpty)
        // The lines are the same numbers.
        let lines = try await register.entryLines(port: "TWKEL", days: Self.days)
        let admitted = lines.filter { $0.outcome.isAdmission && $0.direction == "in" }.reduce(0) { $0 + $1.count }
        #expect(admitted == figures.total.entries)
        #expect(lines.filter { $0.direction == "patrol" }.reduce(0) { $0 + $1.count } == 2)
        #expect(lines.filter { $0.outcome == .misread }.reduce(0) { $0 + $1.count } == 1)
        register.close()
    }

    @Test("Counted in whatever pieces and however often, the sums are the same", arguments: [1, 3, 7, 100])
    func pieces(size: Int) async throws {
        let register = try await scratch.create()
        var kiosk = try await scratch.kiosk("KEL-E1", in: register)
        var expected: Int64 = 0
        for place in 0..<60 {
            let isIn = place % 3 != 0
            let verdict: ScanEvent.Verdict = place % 5 == 0 ? .deny : .admit
            _ = try scan(
                &kiosk, isIn ? .in : .out, verdict, verdict == .deny ? "expired" : "", at: Self.now + Int64(place))
            if isIn, verdict == .admit { expected += 1 }
        }
        var place = 1
        while place <= kiosk.records.count {
            let last = min(place + size - 1, kiosk.records.count)
            let batch = try kiosk.batch(place...last)
            _ = try await register.accept(batch, now: Self.now + 100)
            _ = try await register.accept(batch, now: Self.now + 101)
            try await register.tallyJournals()
            try await register.tallyJournals()
            place = last + 1
        }
        let figures = try await register.entryFigures(port: "TWKEL", days: Self.days)
        #expect(figures.total.entries == expected && figures.total.refusals == 12 && figures.waiting == 0)
        register.close()
    }

    @Test("More than three months, or a port that is none, is refused")
    func limits() async throws {
        let register = try await scratch.create()
        let first = CivilDate(daysSinceEpoch: 20_000)
        await #expect(throws: RegisterError.self) {
            _ = try await register.entryFigures(port: "TWKEL", days: first...CivilDate(daysSinceEpoch: 20_092))
        }
        await #expect(throws: RegisterError.self) {
            _ = try await register.entryFigures(port: "TWXXX", days: first...first)
        }
        #expect(
            try await register.entryFigures(port: "TWKEL", days: first...CivilDate(daysSinceEpoch: 20_091)).days.count
                == 92)
        register.close()
    }
}
