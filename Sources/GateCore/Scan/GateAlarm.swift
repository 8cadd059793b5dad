package import GateMessages
package import PassFormat

/// Something that a supervisor must hear of: shown at the gate until somebody saw it, and written in the journal.
package struct GateAlarm: Hashable, Sendable {
    /// As in the journal's record.
    package let code: WireText
    /// The place that it is about, in the status lists.
    package let status: StatusPlace?
    /// For a person.
    package let sentence: String
    /// Seconds since 1970, by the gate's best knowledge.
    package let time: Int64

    /// A list takes back what it once said for good. The gate goes on refusing those passes.
    static func unrevoked(_ regression: EndedPlaces.Regression, at time: Int64) -> GateAlarm {
        GateAlarm(
            code: "un-revocation",
            status: StatusPlace(list: Int64(regression.list), index: Int64(regression.index)),
            sentence: """
                status list \(regression.list) takes back \(regression.count) revocations, the first at \
                \(regression.index): they are refused here all the same; call the port's key custodian
                """, time: time)
    }

    /// Something that happened could not be put into a record.
    static let unwritableCode: WireText = "unwritable"

    static let droppedCode: WireText = "records-dropped"

    /// More happened without a disk than could be kept.
    static func dropped(at time: Int64) -> GateAlarm {
        GateAlarm(
            code: droppedCode, status: nil,
            sentence:
                "the disk has been unusable for so long that scans could not be kept: write them down, mend the disk",
            time: time)
    }

    static let listsClosedCode: WireText = "lists-closed"

    /// The lists of the port could be read here, and can't be any more: whom the police look for is not known.
    static func listsClosed(_ sentence: String, at time: Int64) -> GateAlarm {
        GateAlarm(code: listsClosedCode, status: nil, sentence: sentence, time: time)
    }

    static let issuedAheadCode: WireText = "issued-ahead"

    /// The newest lists were signed at a time that this gate can't believe yet.
    static func issuedAhead(at time: Int64) -> GateAlarm {
        GateAlarm(
            code: issuedAheadCode, status: nil,
            sentence: """
                the newest lists were signed more than a day later than this gate thinks it can be: compare the clock with \
                a watch, and set it right with two people
                """, time: time)
    }

    /// The service has more of this gate's journal than the gate has.
    static func restored(at time: Int64) -> GateAlarm {
        GateAlarm(
            code: "journal-restored", status: nil,
            sentence:
                "an older state of this gate was put back: a new journal was begun, and what was lost is with the service",
            time: time)
    }
}
