/// What came of freeing a pass of a former employer.
package enum LeavingOutcome: Hashable, Sendable {
    /// It is revoked; until when the company can object.
    case done(PassSummary, objectUntil: Int64, companyWasTold: Bool)
    case already(PassSummary)
    /// No company asked for it, or the vehicle is not with one: its holder can cancel it.
    case notThroughCompany(PassSummary)
    /// The staff suspended it, and the staff decide about it.
    case withStaff(PassSummary)
    case over(PassSummary)
}

/// What came of an objection.
package enum ObjectionOutcome: Hashable, Sendable {
    case received(OpinionReceipt)
    case refused([Fault])
    case already(OpinionNumber)
    /// Its time is over.
    case tooLate
}
