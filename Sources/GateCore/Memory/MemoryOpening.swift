package import GateMessages

/// What came of opening a gate's memory.
package struct MemoryOpening: Hashable, Sendable {
    /// Why the journal goes on as it does.
    package var cause: OpenedEvent.Cause
    /// Where the journal was before, when a new epoch has begun.
    package var continues: JournalPlace?
    /// Where the damaged database was put aside.
    package var setAside: String?
    /// How many records could be read out of it.
    package var salvaged = 0

    /// One sentence for the log and the screen; nil when there is nothing to say.
    package var sentence: String? {
        switch cause {
        case .new, .start: nil
        case .rebuilt:
            "the gate's memory was damaged and was rebuilt with \(salvaged) records; the damaged files are in \(setAside ?? "no place")"
        case .restored: "the gate's memory is older than what this gate has written: a new journal was begun"
        }
    }
}
