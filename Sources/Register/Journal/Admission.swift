import GateMessages

/// A pass that a gate let through, by its own decision or by a guard's.
struct Admission: Hashable, Sendable {
    let pass: ScanEvent.Pass
    let direction: ScanEvent.Direction
    /// Whether a guard decided.
    let isOverride: Bool
    /// When, where that was before it was written: what the gate knew then does not stand in the record.
    var happenedAt: Int64?
}
