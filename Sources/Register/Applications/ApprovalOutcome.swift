/// The answer to an approval.
package enum ApprovalOutcome: Hashable, Sendable {
    case approved(IssuedPass)
    /// It was approved before: the same pass again.
    case already(IssuedPass)
    /// No pass can be issued for it, and it stays open.
    case refused(RecordRefusal)
}
