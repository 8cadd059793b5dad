import PassCrypto
import PassFormat
import PassVerify

extension Specimen {
    /// A gate of the specimens' port, and what it goes by.
    package static let gate = GateContext(gateID: "KEL-E1", direction: .in)
    package static let clock = GateClock(now: now, isSuspect: false)

    package static let trust = GateTrust(
        keys: TrustedKeys([
            TrustedKey(
                publicKey: passKey.publicKey, use: .pass, issuer: issuer, notBefore: 0, expires: now + 1_000_000),
            TrustedKey(
                publicKey: statusKey.publicKey, use: .status, issuer: issuer, notBefore: 0, expires: now + 1_000_000),
        ]),
        policy: policy, statusLists: StatusLists([0: statusList]), level: .one, issued: now - 60)

    /// What the gate says to a text at `now`, without any memory.
    package static func decide(_ text: [UInt8]) -> GateDecision {
        PassVerifier.decide(utf8: text.span, trust: trust, context: gate, clock: clock) { _ in .unknown }
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
        schedules: [PolicySchedule(id: 1, windows: [ScheduleWindow(weekdays: 0x7F, from: 0, to: 1_440)])])

    private static let bands = StalenessBands(noteAfter: 3_600, checkAfter: 86_400, denyAfter: 604_800)
}
