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

    static let events: [JournalEvent] = [
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
    ]

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
