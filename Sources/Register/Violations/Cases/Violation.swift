package import PassFormat

/// A violation as it was recorded.
package struct Violation: Hashable, Sendable {
    package let number: ViolationNumber
    package let party: ViolationParty
    /// Of the company it counts for.
    package let company: String?
    /// The number of the pass it was seen with.
    package let pass: String?
    /// Of the rule set.
    package let rule: String
    package let grade: ViolationGrade
    /// SHA-256 of the rule set under which it is looked at, for good.
    package let rules: [UInt8]
    package let suspensionMonths: Int?
    package let banMonths: Int?
    package let occurredAt: Int64
    package let recordedAt: Int64
    package let recordedBy: Principal
    /// The guard's report that it came from.
    package let task: Int64?
    package let reversedAt: Int64?
    package let reversedBy: Principal?
    /// A code of `reasons.json`.
    package let reversal: String?
    let seq: Int64
    let subject: [UInt8]
    let document: [UInt8]

    package var isReversed: Bool { reversedAt != nil }

    var asCase: ViolationCase {
        ViolationCase(
            id: seq, party: party, subject: subject, company: company, at: occurredAt, rule: rule, rules: rules,
            suspensionMonths: suspensionMonths, banMonths: banMonths)
    }

    /// The same, as another rule set would see it.
    func asCase(under digest: [UInt8]) -> ViolationCase {
        ViolationCase(
            id: seq, party: party, subject: subject, company: company, at: occurredAt, rule: rule, rules: digest,
            suspensionMonths: suspensionMonths, banMonths: banMonths)
    }
}

/// A violation with what was written of it, and what follows from it as things stand.
package struct OpenedViolation: Sendable {
    package let violation: Violation
    package let note: ViolationNote
    /// Nil where its rule set is not there any more.
    package let rule: ViolationRules.Rule?
    package let grade: ViolationRules.Grade?
    /// What follows from it for whose it is, and for the company; empty once it is reversed.
    package let measures: [ViolationMeasure]
    /// The passes that it holds back, or held.
    package let holds: [ViolationHold]
    /// Appeals against it, the newest first.
    package let appeals: [OpinionNumber]
    /// The end of the last day on which an appeal is taken.
    package let appealUntil: Int64
}

/// A pass that a violation holds back.
package struct ViolationHold: Hashable, Sendable {
    package enum End: String, Hashable, Sendable {
        /// Its time was over.
        case served
        case reversed
        /// Another was reversed, and less follows from this one without it.
        case milder
        /// The time to appeal was over: the pass is revoked.
        case final
        /// The pass itself was over before.
        case over
    }

    package let pass: PassID
    package let passNumber: String
    /// Whether the pass is revoked at the end, when nobody appeals, and not given back.
    package let isFinal: Bool
    package let until: Int64
    package let end: End?
    let seq: Int64
    let violation: Int64
    let passSeq: Int64
    /// Why the pass was suspended before any violation held it; nil for one that was in force.
    let beforeReason: String?
    let beforeLoss: LossKind?
}
