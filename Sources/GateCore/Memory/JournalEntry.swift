import GateMessages
import PassFormat

/// Something that is to be written: the record, and what else it changes in the gate's memory.
struct JournalEntry: Hashable, Sendable {
    /// A number that went in or out.
    struct Movement: Hashable, Sendable {
        let number: WireText
        let state: PresenceState
        /// When, where that was before it was written: then what came after it counts for more.
        var happenedAt: Int64?
    }

    /// A live code that was shown.
    struct LiveCode: Hashable, Sendable {
        let pass: PassID
        let issuedAt: Int64
    }

    let moment: JournalMoment
    /// The gate's best knowledge of the time, seconds since 1970.
    let time: Int64
    let trust: TrustMark?
    let event: JournalEvent
    var movement: Movement?
    var liveCode: LiveCode?
    /// When the pass that was shown runs out, of a scan: no record has it.
    var expires: Int64?
    /// By which a decision about it finds it, while it waits.
    var ticket: Int64?
    /// Of the entry that this one decides about: its record's place is known only when it is written.
    var decidesOn: Int64?
    /// The epoch of the scan that this one decides about, where it is known: in another, its place is another scan's.
    var belongsTo: JournalEpoch?

    /// The same about a scan whose record stands at `sequence`.
    func placed(on sequence: Int64) -> JournalEntry {
        guard case .override(let event) = event else { return self }
        var entry = JournalEntry(moment: moment, time: time, trust: trust, event: .override(event.about(sequence)))
        entry.movement = movement
        return entry
    }
}
