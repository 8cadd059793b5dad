/// The answer of the gate to one scan.
package struct GateDecision: Hashable, Sendable {
    /// What the guard is told: the strongest effect among `reasons`.
    package let verdict: Verdict
    /// All that apply, most serious first (by effect, then by `ReasonCode.seriousness`).
    package let reasons: [Reason]
    /// The pass, only when its signature (and a live code's) verified.
    package let pass: VerifiedPass?
    /// The trust the decision was made by; `nil` when the gate had none.
    package let trust: GateTrust?
    /// Seconds since that trust was issued, never negative; `nil` without trust.
    package let trustAge: Int64?
    /// Whether a live code was shown, and its holder's signature verified.
    package var live: Bool { pass?.liveProof != nil }

    /// Sorts the reasons and draws the verdict from them.
    init(reasons: [Reason], pass: VerifiedPass?, trust: GateTrust?, trustAge: Int64?) {
        self.reasons = reasons.count > 1 ? reasons.sorted(by: GateDecision.isMoreSerious) : reasons
        self.verdict = (self.reasons.first?.effect ?? .note).verdict
        self.pass = pass
        self.trust = trust
        self.trustAge = trustAge
    }

    /// Whether `code` is among the reasons, with whatever effect.
    package func has(_ code: ReasonCode) -> Bool {
        reasons.contains { $0.code == code }
    }

    private static func isMoreSerious(_ left: Reason, than right: Reason) -> Bool {
        if left.effect != right.effect { return left.effect > right.effect }
        let order = ReasonCode.seriousness
        return (order.firstIndex(of: left.code) ?? 0) < (order.firstIndex(of: right.code) ?? 0)
    }
}
