import PassFormat

/// Everything a rule may look at: a pass that somebody trusted signed, and the world it is shown in.
struct Facts {
    let pass: VerifiedPass
    let trust: GateTrust
    let gate: PolicyGate
    let context: GateContext
    let clock: GateClock
    let history: PassHistory
    /// Seconds, never negative.
    let trustAge: Int64
    /// By the status list, looked up once for the four rules that ask.
    let status: StatusLookup
    /// The zones that the pass opens at this gate's port; `nil` when it does not name the port.
    let zonesHere: UInt64?

    init(
        pass: VerifiedPass, trust: GateTrust, gate: PolicyGate, context: GateContext, clock: GateClock,
        history: PassHistory
    ) {
        self.pass = pass
        self.trust = trust
        self.gate = gate
        self.context = context
        self.clock = clock
        self.history = history
        trustAge = trust.age(at: clock.now)
        status = StatusLookup(of: pass.claims.status, in: trust)
        zonesHere = pass.claims.access.first { $0.port == gate.port }?.zones
    }

    var claims: PassClaims { pass.claims }
    var policy: GatePolicy { trust.policy }
    var now: Int64 { clock.now }

    /// The gates of this port that lead to one of these zones and are used in this direction: where to send the holder.
    func usableGates(zones: UInt64) -> [WireText] {
        trust.policy.gates.filter { other in
            other.port == gate.port && other.zones & zones != 0 && other.allows(context.direction)
        }.map(\.id)
    }
}
