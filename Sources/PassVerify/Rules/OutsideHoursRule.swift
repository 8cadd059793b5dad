import PassFormat

/// `outside-hours`: the pass's hours table, stretched by the grace minutes, has a window for this moment.
///
/// A table that the policy does not have is `condition-unknown`.
enum OutsideHoursRule: Rule {
    static func evaluate(_ facts: borrowing Facts) -> Reason? {
        guard let id = facts.claims.schedule, let schedule = facts.policy.schedule(id) else { return nil }
        let localNow = facts.now.addingClamped(facts.policy.utcOffset)
        guard !schedule.isOpen(atLocalTime: localNow, graceMinutes: facts.policy.graceMinutes) else { return nil }
        return Reason(.outsideHours, .deny, .hours(schedule.windows))
    }
}
