import PassFormat

/// `condition-unknown`: every restriction is understood (keys below zero, DESIGN section 3), the hours table too.
enum ConditionUnknownRule: Rule {
    /// The key of the hours table in the port pass.
    private static let scheduleKey: Int64 = -1

    static func evaluate(_ facts: borrowing Facts) -> Reason? {
        var unknown = facts.claims.unknownRestrictions
        if let id = facts.claims.schedule, facts.policy.schedule(id) == nil { unknown.insert(scheduleKey, at: 0) }
        return unknown.isEmpty ? nil : Reason(.conditionUnknown, .check, .conditions(unknown))
    }
}
