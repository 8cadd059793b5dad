import PassVerify

// What a form is filled from.
extension Register {
    package var ports: [SeedPort] { seeds.ports }

    /// Who applies for what, and what is asked of them.
    package var procedures: [Procedure] { seeds.site.procedures }

    /// Seconds that the ports' clocks are ahead of UTC.
    package var utcOffset: Int64 { seeds.policy.utcOffset }

    /// The reasons that may be given for an act, those made for it first.
    package func reasons(for act: String) -> [SeedReason] {
        let usable = seeds.reasons.filter { $0.acts?.contains(act) ?? true }
        return usable.filter { $0.acts != nil } + usable.filter { $0.acts == nil }
    }

    /// What a reason is called; nil for one that was used once and is none any more.
    package func reasonLabel(_ code: String) -> SeedReason? { seeds.reasons.first { $0.code == code } }
}
