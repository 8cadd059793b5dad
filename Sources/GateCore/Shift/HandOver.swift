package import GateMessages
package import PassFormat

/// What a shift was: counts of the journal since its guard signed in.
package struct HandOver: Hashable, Sendable {
    package let guardName: WireText
    /// Seconds since 1970; nil where the shift's first record is no longer here.
    package let since: Int64?
    /// The record with which it began.
    package let place: JournalPlace
    package let until: Int64
    /// By name, only what happened: `scan-admit`, `scan-check`, `scan-deny`, `scan-misread`, `override-admit`, `override-refuse`,
    /// `override-supervisor`, `unfinished`, `passage-typed` and the other causes, `tray`, `report`, `alarm`, `evacuation`,
    /// `pin-locked`; and as it was at the end: `cards-out`, `inside`, `alarms-shown`.
    package let counts: [String: Int64]
    /// Seconds since the trust in force was issued.
    package let trustAge: Int64?
    package let note: WireText?

    init(
        guardName: WireText, since: Int64?, place: JournalPlace, until: Int64, counts: [String: Int64],
        trustAge: Int64?, note: WireText?
    ) {
        self.guardName = guardName
        self.since = since
        self.place = place
        self.until = until
        self.counts = counts
        self.trustAge = trustAge
        self.note = note
    }

    init(_ event: HandOverEvent, since: Int64?, until: Int64) {
        self.init(
            guardName: event.guardName, since: since, place: event.since, until: until,
            counts: Dictionary(event.counts.map { ($0.name.string, $0.value) }) { $1 }, trustAge: event.trustAge,
            note: event.note)
    }

    var event: HandOverEvent {
        HandOverEvent(
            guardName: guardName, since: place,
            counts: counts.sorted { $0.key < $1.key }.prefix(MessageLimits.counts).map {
                HandOverEvent.Count(WireText($0.key), min($0.value, MessageLimits.count.upperBound))
            }, trustAge: trustAge.map { min($0, MessageLimits.count.upperBound) }, note: note)
    }

    package subscript(_ name: String) -> Int64 { counts[name] ?? 0 }
}
