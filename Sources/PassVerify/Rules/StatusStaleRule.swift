/// `status-stale`: how old the trust may be at this security level, a banner first, then a check, then a denial.
enum StatusStaleRule: Rule {
    private static let secondsADay: Int64 = 86_400

    static func evaluate(_ facts: borrowing Facts) -> Reason? {
        guard let effect = facts.policy.staleness[facts.trust.level].effect(atAge: facts.trustAge) else { return nil }
        return Reason(.statusStale, effect, .days(facts.trustAge / secondsADay))
    }
}
