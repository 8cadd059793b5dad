package import GateMessages
package import PassFormat

/// A scan as its record has it: what a restart can show of it.
package struct RecordedScan: Hashable, Sendable {
    package let place: JournalPlace
    package let verdict: ScanEvent.Verdict
    package let direction: ScanEvent.Direction
    /// Codes, most serious first; a discreet one is among them, and is not for the screen.
    package let reasons: [WireText]
    package let number: WireText?
    package let plate: WireText?
    /// By the gate's wall clock, seconds since 1970.
    package let time: Int64

    /// - Returns: nil for what is no scan.
    init?(_ record: JournalRecord) {
        guard case .scan(let scan) = record.event else { return nil }
        place = record.place
        verdict = scan.verdict
        direction = scan.direction
        reasons = scan.reasons
        number = scan.pass?.number
        plate = scan.plate
        time = record.moment.wall
    }
}
