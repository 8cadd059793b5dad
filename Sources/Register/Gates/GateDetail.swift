/// One gate, with everything that is known of it.
package struct GateDetail: Hashable, Sendable {
    package let summary: GateSummary
    /// What the seeds call it; nil for one that is in the policy no more.
    package let seed: SeedGate?
    package let port: SeedPort?
    package let place: GatePlace?
    /// When a code that waits for its kiosk ends; nil where none waits.
    package let codeExpires: Int64?
    package let enrolment: EnrolledGate?
}
