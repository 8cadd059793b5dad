/// What the code of a counter opens.
package enum RetrievalTarget: Hashable, Sendable {
    case application(ApplicationID)
    /// By its number, which stays when the pass is reissued.
    case pass(String)
}
