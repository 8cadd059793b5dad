import Identifiers
import StrictJSON

/// What the audit log records of calls that were entered: all of it, since nobody is in it.
struct CallEvent: Hashable, Sendable {
    static let name = "calls-entered"

    let tally: CallTally

    var members: JSONObject {
        let figures = tally.figures
        return [
            "day": .text(DateText.iso(tally.day)), "line": .text(tally.line.text), "revision": .integer(tally.revision),
            "came": .integer(figures.came), "answered": .integer(figures.answered),
            "inTime": .integer(figures.inTime), "callbacks": .integer(figures.callbacks),
        ]
    }
}
