import PassFormat

/// `live-code-stale`: `now - age <= iat <= now + ahead`, and `pass.iat <= iat < pass.exp` (DESIGN section 3).
enum LiveCodeStaleRule: Rule {
    static func evaluate(_ facts: borrowing Facts) -> Reason? {
        guard let live = facts.pass.liveProof else { return nil }
        let window = facts.policy.liveCode
        let stale = Reason(.liveCodeStale, .check)
        if live.issuedAt < facts.now.subtractingClamped(window.age) { return stale }
        if live.issuedAt > facts.now.addingClamped(window.ahead) { return stale }
        if live.issuedAt < facts.claims.issuedAt { return stale }
        if live.issuedAt >= facts.claims.expires { return stale }
        return nil
    }
}
