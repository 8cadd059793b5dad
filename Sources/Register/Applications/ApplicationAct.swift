/// What can be done to an application. The raw value is in the audit log and in its history.
package enum ApplicationAct: String, Hashable, Sendable, CaseIterable {
    // The applicant's.
    case submit, correct, withdraw
    // The staff's.
    case fault, check, verdict, approve, reject
    // What follows by itself.
    /// The fee came in, or what was approved costs nothing.
    case pay
    case issue
    /// Issuing met a rule that approving could not foresee, e.g. a pass issued elsewhere meanwhile.
    case `return`
    case lapse
    /// An appeal against its rejection was upheld.
    case reopen
}
