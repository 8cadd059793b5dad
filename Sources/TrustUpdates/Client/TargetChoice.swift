/// Which targets a client wants, of all that a repository has: what is for others need not be fetched. One target is always
/// fetched, first, and says which.
package struct TargetChoice: Sendable {
    /// The target that is looked at.
    let deciding: String
    /// By its content: whether the target of a path is wanted.
    let wanted: @Sendable (_ deciding: [UInt8]) -> (_ path: String) -> Bool

    package init(
        by deciding: String, wanted: @escaping @Sendable (_ deciding: [UInt8]) -> (_ path: String) -> Bool
    ) {
        self.deciding = deciding
        self.wanted = wanted
    }
}
