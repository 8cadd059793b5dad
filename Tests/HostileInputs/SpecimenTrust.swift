import PassCrypto
import PassFormat
package import PassVerify
import StrictJSON
import TrustFiles

extension Specimen {
    package static let trust = GateTrust(
        keys: TrustedKeys([
            TrustedKey(
                publicKey: passKey.publicKey, use: .pass, issuer: issuer, notBefore: 0, expires: now + 1_000_000),
            TrustedKey(
                publicKey: statusKey.publicKey, use: .status, issuer: issuer, notBefore: 0, expires: now + 1_000_000),
        ]),
        policy: policy, statusLists: StatusLists([0: statusList]), level: .one, issued: now - 60)

    /// The circumstances of a scan: the plain ones first, then those of leaving, of a patrol, and of a clock that can't
    /// be.
    private static let circumstances: [(context: GateContext, clock: GateClock, history: PassHistory)] = [
        (GateContext(gateID: "KEL-E1", direction: .in), GateClock(now: now, isSuspect: false), .unknown),
        (
            GateContext(
                gateID: "KEL-E1", direction: .out, plate: "ABC1234", driverPresent: true, escortPresent: false,
                photo: .missing),
            GateClock(now: .max, isSuspect: false),
            PassHistory(presence: .outside, isShared: true, used: true, liveCodeReplayed: true, barred: true)
        ),
        (
            GateContext(gateID: "KEL-E1", direction: .check, plate: ""), GateClock(now: .min, isSuspect: true),
            PassHistory(presence: .inside, isShared: true, seenRevoked: true)
        ),
    ]

    /// What the gate says to a text at `now`, without any memory.
    package static func decide(_ text: [UInt8]) -> GateDecision {
        decide(text, by: trust, circumstance: 0)
    }

    /// What a gate that goes by `trust` says to a text in one of several circumstances, 0 being the plain ones.
    static func decide(_ text: [UInt8], by trust: GateTrust = trust, circumstance number: Int) -> GateDecision {
        let (context, clock, history) = circumstances[number % circumstances.count]
        return PassVerifier.decide(utf8: text.span, trust: trust, context: context, clock: clock) { _ in history }
    }

    /// Writes a decision as `portgate verify` does, and reads the line back.
    static func write(_ decision: GateDecision) throws(Violation) {
        var line = DecisionLine()
        line.write(decision)
        try require(line.bytes.last == UInt8(ascii: "\n"), "a decision's line does not end")
        try require((try? JSONReader.read(line.bytes)) != nil, "a decision's line is not JSON")
    }

    private static let policy = GatePolicy(
        issuer: issuer, statusPrefix: "https://pass.example/status/", clockSkew: 60, graceMinutes: 15,
        utcOffset: 28_800,
        liveCode: LiveCodeWindow(age: 60, ahead: 15), paper: ByLevel(one: .admit, two: .check, three: .check),
        history: HistoryModes(alreadyInside: .record, notInside: .record, alreadyUsed: .check),
        staleness: ByLevel(one: bands, two: bands, three: bands),
        ports: [
            PolicyPort(id: "TWKEL", name: "基隆港", zones: [PolicyZone(name: "A", bit: 0), PolicyZone(name: "C", bit: 2)])
        ],
        gates: [PolicyGate(id: "KEL-E1", port: "TWKEL", zones: 1, allowsIn: true, allowsOut: true)],
        schedules: [PolicySchedule(id: 1, windows: [ScheduleWindow(weekdays: 0x7F, from: 0, to: 0)])])

    private static let bands = StalenessBands(noteAfter: 3_600, checkAfter: 86_400, denyAfter: 604_800)
}
