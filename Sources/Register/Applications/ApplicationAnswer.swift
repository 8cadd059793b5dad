/// The answer to an application.
package enum ApplicationAnswer: Hashable, Sendable {
    case submitted(ApplicationID)
    /// Nothing was stored.
    case refused(RecordRefusal)
}
