import PassCrypto
import PassFormat
import PassVerify

/// A gate, its trust and a pass that is good there; each test changes the one thing it is about.
struct World {
    static let now: Int64 = 1_770_000_000
    static let prefix: WireText = "https://pass.example/status/"

    // The pass.
    var claims = World.goodClaims
    var signer = Keys.issuer
    /// Put in place of the signer's id.
    var keyID: KeyID?

    // The live code; `nil` shows the bare pass.
    var live: Live?

    // The trust.
    var hasTrust = true
    var keys = World.goodKeys
    var policy = World.goodPolicy
    var statusLists = StatusLists([7: StatusList(count: 100)])
    var issuedSets: [KeyID: IssuedSet] = [:]
    var hotList = HotList.empty
    var ships = ShipTimes.none
    var level = SecurityLevel.one
    var issued = World.now - 60

    // The scan.
    var context = GateContext(gateID: "KEL-E1", direction: .in)
    var now = World.now
    var isClockSuspect = false
    var history = PassHistory.unknown

    /// A live code to make.
    struct Live {
        var issuedAt = World.now
        var audience: WireText = "twport"
        var signer = Keys.holder
    }

    static let goodClaims = PassClaims(
        issuer: "twport", expires: now + 100_000, notBefore: now - 100_000, issuedAt: now - 200_000,
        id: PassID(rawValue: 0x8F3A_1C5E_7B90_2D46),
        status: StatusReference(index: 48, uri: "https://pass.example/status/7"),
        number: "KEL-P-26-000123", name: "王小明", kind: .person, term: .periodic,
        access: [PortAccess(port: "TWKEL", zones: 0b001), PortAccess(port: "TWTPE", zones: 0b010)])

    static let issuerKey = TrustedKey(
        publicKey: Keys.issuer.publicKey, use: .pass, issuer: "twport", notBefore: now - 1_000_000,
        expires: now + 1_000_000)
    static let statusKey = TrustedKey(
        publicKey: Keys.status.publicKey, use: .status, issuer: "twport", notBefore: now - 1_000_000,
        expires: now + 1_000_000)
    static let goodKeys = TrustedKeys([issuerKey, statusKey])

    static let bands = StalenessBands(noteAfter: 86_400, checkAfter: 7 * 86_400, denyAfter: 14 * 86_400)
    static let strictBands = StalenessBands(noteAfter: 3_600, checkAfter: 86_400, denyAfter: 2 * 86_400)

    static let goodPolicy = policy()

    static func policy(
        ports: [PolicyPort] = [
            PolicyPort(
                id: "TWKEL", name: "基隆港",
                zones: [
                    PolicyZone(name: "A", bit: 0), PolicyZone(name: "B", bit: 1),
                    PolicyZone(name: "C", bit: 2, endorsements: ["DG", "SAFETY"]),
                ]),
            PolicyPort(id: "TWTPE", name: "臺北港", zones: [PolicyZone(name: "N", bit: 0)]),
        ],
        gates: [PolicyGate] = [
            PolicyGate(id: "KEL-E1", port: "TWKEL", zones: 0b001, allowsIn: true, allowsOut: true),
            PolicyGate(id: "KEL-E2", port: "TWKEL", zones: 0b011, allowsIn: true, allowsOut: false),
            PolicyGate(id: "KEL-W2", port: "TWKEL", zones: 0b010, allowsIn: true, allowsOut: false),
            PolicyGate(id: "KEL-W3", port: "TWKEL", zones: 0b010, allowsIn: false, allowsOut: true),
            PolicyGate(id: "KEL-C1", port: "TWKEL", zones: 0b100, allowsIn: true, allowsOut: true),
            PolicyGate(id: "TPE-N1", port: "TWTPE", zones: 0b001, allowsIn: true, allowsOut: true),
        ],
        schedules: [PolicySchedule] = []
    ) -> GatePolicy {
        GatePolicy(
            issuer: "twport", statusPrefix: prefix, clockSkew: 60, graceMinutes: 15, utcOffset: 28_800,
            liveCode: LiveCodeWindow(age: 60, ahead: 15), paper: ByLevel(one: .admit, two: .check, three: .check),
            history: HistoryModes(alreadyInside: .record, notInside: .record, alreadyUsed: .check),
            staleness: ByLevel(one: bands, two: strictBands, three: strictBands), ports: ports, gates: gates,
            schedules: schedules)
    }

    /// The trust as it stands.
    var trust: GateTrust {
        GateTrust(
            keys: keys, policy: policy, statusLists: statusLists, issuedSets: issuedSets, hotList: hotList,
            ships: ships, level: level, issued: issued)
    }

    /// The signed pass.
    func pass() throws -> COSESign1 {
        let draft = try PassDraft(claims, keyID: keyID ?? signer.keyID)
        return try draft.signed(signer.sign(draft.signedBytes))
    }

    /// What the scanner reads.
    func text() throws -> String {
        let pass = try pass()
        guard let live else { return try PassTextWriter.pass(pass) }
        let draft = try LiveCodeDraft(pass: pass, audience: live.audience, issuedAt: live.issuedAt)
        return try PassTextWriter.live(draft.signed(live.signer.sign(draft.signedBytes)))
    }

    func decide() throws -> GateDecision {
        decide(on: try text())
    }

    func decide(on text: String) -> GateDecision {
        decide(on: Array(text.utf8))
    }

    func decide(on text: [UInt8]) -> GateDecision {
        PassVerifier.decide(
            utf8: text.span, trust: hasTrust ? trust : nil, context: context,
            clock: GateClock(now: now, isSuspect: isClockSuspect), history: { _ in history })
    }

    /// The reasons, after a change.
    static func reasons(_ change: (inout World) throws -> Void) throws -> [Reason] {
        try decision(change).reasons
    }

    /// The decision, after a change.
    static func decision(_ change: (inout World) throws -> Void) throws -> GateDecision {
        var world = World()
        try change(&world)
        return try world.decide()
    }

    /// Gives the pass a holder key and shows it as a live code.
    mutating func goLive(_ live: Live = Live()) {
        claims.holderKey = HolderKey(Keys.holder.publicKey.bytes)
        self.live = live
    }

    /// Moves the scan and everything that has a time, so that only the pass's own times decide.
    mutating func setTime(_ time: Int64) {
        now = time
        issued = time - 60
    }
}
