package import PassFormat

/// Everybody is to leave; while that lasts, no exit is checked.
package struct EvacuationEvent: Hashable, Sendable {
    package enum Phase: Int64, Hashable, Sendable {
        case begun = 1
        case ended = 2
        /// People were counted at an assembly point; a later count of the same place replaces it.
        case counted = 3
    }

    package var phase: Phase
    /// The assembly point; of a count.
    package var place: WireText?
    /// Of a count.
    package var headcount: Int64?
    package var note: WireText?
    package var guardName: WireText
    /// Who ended it.
    package var supervisor: WireText?

    package init(
        phase: Phase, place: WireText? = nil, headcount: Int64? = nil, note: WireText? = nil, guardName: WireText,
        supervisor: WireText? = nil
    ) {
        self.phase = phase
        self.place = place
        self.headcount = headcount
        self.note = note
        self.guardName = guardName
        self.supervisor = supervisor
    }
}
