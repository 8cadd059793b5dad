import GateMessages
import PassCrypto
import PassFormat

/// A signing key that tests may share.
final class TestSigner: MessageSigner {
    private let key: SigningKey

    init() throws { key = try SigningKey.generate() }

    var publicKey: PublicKey { key.publicKey }

    func sign(_ bytes: [UInt8]) -> [UInt8] { key.sign(bytes) }
}

enum Example {
    static let epoch = JournalEpoch(rawValue: 0x0102_0304_0506_0708)
    static let moment = JournalMoment(
        wall: 1_790_000_000, boot: [UInt8](repeating: 7, count: 16), uptime: 123_456, floor: 1_789_999_000)
    static let trust = TrustMark(version: 41, issued: 1_789_999_900)

    static let scan = ScanEvent(
        pass: ScanEvent.Pass(
            id: PassID(rawValue: 0xA1A2_A3A4_A5A6_A7A8), number: "KEL-P-26-000123", term: .singleVisit,
            status: StatusPlace(list: 3, index: 4_711)),
        verdict: .check, reasons: ["live-code-stale", "escort-required"], direction: .in, isLive: true,
        codeDigest: [1, 2, 3, 4, 5, 6, 7, 8], guardName: "林小華", escort: "KEL-P-26-000007", plate: "ABC1234")

    static let events: [JournalEvent] =
        [
            .scan(scan),
            .scan(
                ScanEvent(
                    pass: nil, verdict: .deny, reasons: ["malformed"], direction: .check, isLive: false,
                    codeDigest: [0, 0, 0, 0, 0, 0, 0, 0])),
            .override(
                OverrideEvent(
                    sequence: 9, isAdmitted: true, direction: .out, reason: "離港可放行", guardName: "g1", supervisor: "s1",
                    number: "KEL-P-26-000123")),
            .override(
                OverrideEvent(
                    sequence: 1, isAdmitted: false, direction: .in, reason: "x", guardName: "g1", supervisor: nil,
                    number: nil)),
            .opened(OpenedEvent(program: "portgate 1.0", cause: .new)),
            .opened(
                OpenedEvent(
                    program: "portgate 1.0", cause: .rebuilt, continues: JournalPlace(epoch: epoch, sequence: 88))),
            .trustApplied, .clock(ClockEvent(change: .suspect)),
            .clock(ClockEvent(change: .reset, people: ["a", "b"])), .shift(guard: "g1", begins: true),
            .shift(guard: "g1", begins: false),
            .alarm(AlarmEvent(code: "un-revocation", status: StatusPlace(list: 3, index: 4_711))),
            .alarm(AlarmEvent(code: "issued-ahead")), .unknown(kind: 77),
            .checkpoint("pass.example/audit\n7\nAAAA\n\n\u{2014} pass.example/audit BBBB\n"),
        ] + shift

    /// The kinds of a guard's shift, each with everything it may have and with nothing that it need not.
    static let shift: [JournalEvent] = [
        .passage(passage),
        .passage(PassageEvent(cause: .typed, direction: .in, isAdmitted: false, number: "n", guardName: "g")),
        .passage(PassageEvent(cause: .card, direction: .out, isAdmitted: true, number: "V-001", guardName: "-")),
        .passage(
            PassageEvent(
                cause: .emergency, direction: .in, isAdmitted: true, headcount: 0, agency: .ambulance, guardName: "g")),
        .passage(PassageEvent(cause: .crew, direction: .out, isAdmitted: true, guardName: "g")),
        .passage(PassageEvent(cause: .visitor, direction: .check, isAdmitted: true, guardName: "g")),
        .card(CardEvent(act: .stocked, number: "V-001", count: 1_000, guardName: "g")),
        .card(card), .card(CardEvent(act: .returned, number: "V-001", guardName: "g")),
        .card(CardEvent(act: .lost, number: "V-001", note: "x", guardName: "g")),
        .tray(tray),
        .tray(TrayEvent(direction: .out, isAdmitted: false, members: [.init(.driver, 1)], guardName: "g")),
        .evacuation(EvacuationEvent(phase: .begun, note: "火災", guardName: "g")),
        .evacuation(EvacuationEvent(phase: .ended, guardName: "g", supervisor: "s")),
        .evacuation(EvacuationEvent(phase: .counted, place: "東碼頭", headcount: 100_000, guardName: "g")),
        .report(
            ReportEvent(
                subject: .violation, concerns: JournalPlace(epoch: epoch, sequence: 9), number: "KEL-P-26-000123",
                plate: "ABC1234", note: "x", guardName: "g")),
        .report(ReportEvent(subject: .equipment, guardName: "g")),
        .handOver(handOver),
        .handOver(
            HandOverEvent(guardName: "g", since: JournalPlace(epoch: epoch, sequence: 1), counts: [])),
        .guards(GuardsEvent(change: .added, name: "林小華", role: .supervisor)),
        .guards(GuardsEvent(change: .removed, name: "g")), .guards(GuardsEvent(change: .reset, name: "g")),
        .guards(GuardsEvent(change: .locked, name: nil)),
    ]

    static let passage = PassageEvent(
        cause: .paper, direction: .in, isAdmitted: true, number: "KEL-P-26-000123", reasons: ["revoked"],
        document: .passport, hint: "A56789", plate: "ABC1234", escort: "KEL-P-26-000007", headcount: 3,
        agency: .other, happenedAt: 1_789_990_000, concerns: JournalPlace(epoch: epoch, sequence: 4),
        note: "離線期間", guardName: "林小華", supervisor: "s1")

    static let card = CardEvent(
        act: .bound, number: "V-001", document: .residentCertificate, hint: "456789", escort: "KEL-P-26-000007",
        until: 1_790_040_000, note: "參訪", guardName: "g")

    static let tray = TrayEvent(
        direction: .in, isAdmitted: true,
        members: [.init(.vehicle, 5), .init(.trailer, 6), .init(.driver, 7), .init(.occupant, Int64.max)],
        trailer: "KEL-V-26-000009", reasons: ["trailer-changed", "driver-missing"], note: "x", guardName: "g")

    static let handOver = HandOverEvent(
        guardName: "林小華", since: JournalPlace(epoch: epoch, sequence: 2),
        counts: [.init("scan-admit", 812), .init("unfinished", 0), .init("x", MessageLimits.count.upperBound)],
        trustAge: 180, note: "掃描器 2 號不穩")

    static func record(
        _ event: JournalEvent, sequence: Int64 = 1, previous: [UInt8] = JournalRecord.beginning
    ) -> JournalRecord {
        JournalRecord(
            place: JournalPlace(epoch: epoch, sequence: sequence), previous: previous, moment: moment, trust: trust,
            event: event)
    }

    /// Records that follow one another, encoded.
    static func chain(_ count: Int, from first: Int64 = 1, previous: [UInt8] = JournalRecord.beginning) throws
        -> [[UInt8]]
    {
        var records: [[UInt8]] = []
        var hash = previous
        for offset in 0..<count {
            let event = events[offset % events.count]
            let bytes = try record(event, sequence: first + Int64(offset), previous: hash).encoded()
            hash = JournalRecord.hash(bytes)
            records.append(bytes)
        }
        return records
    }
}
