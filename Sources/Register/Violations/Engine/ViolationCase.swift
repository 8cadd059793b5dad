/// A violation as the rules see it: nothing of who recorded it, nor when.
package struct ViolationCase: Hashable, Sendable {
    /// Names it among others.
    package let id: Int64
    package let party: ViolationParty
    /// Whose: equal for one person, vehicle or company.
    package let subject: [UInt8]
    /// The company it counts for, by its number.
    package let company: String?
    /// When it happened: from then on its consequences run (自查扣當日起).
    package let at: Int64
    /// Of the rule set.
    package let rule: String
    /// SHA-256 of the rule set under which it is looked at.
    package let rules: [UInt8]
    /// What was chosen within what the rules allow; nil for the least.
    package let suspensionMonths: Int?
    package let banMonths: Int?

    package init(
        id: Int64, party: ViolationParty, subject: [UInt8], company: String?, at: Int64, rule: String, rules: [UInt8],
        suspensionMonths: Int? = nil, banMonths: Int? = nil
    ) {
        self.id = id
        self.party = party
        self.subject = subject
        self.company = company
        self.at = at
        self.rule = rule
        self.rules = rules
        self.suspensionMonths = suspensionMonths
        self.banMonths = banMonths
    }
}
