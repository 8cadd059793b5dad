/// A change that two people make, as it stands.
package struct StaffChange: Hashable, Sendable {
    package let id: ChangeID
    package let body: ChangeBody
    /// Of the body: who decides names it.
    package let digest: [UInt8]
    /// A sentence for whoever decides.
    package let note: String
    package let proposedBy: Principal
    package let proposedAt: Int64
    package let expires: Int64
    package let state: ChangeState
    package let decidedBy: Principal?
    package let decidedAt: Int64?

    package var standing: ChangeMachine.Standing {
        ChangeMachine.Standing(
            state: state, proposedBy: proposedBy.name, decidedBy: decidedBy?.name, expires: expires, digest: digest)
    }

    /// Where it stands at a moment: time ends what nobody decided.
    package func state(at now: Int64) -> ChangeState { state == .proposed && expires <= now ? .expired : state }
}
