package import Identifiers

/// The calls of one day on one line, as somebody entered them, or entered them anew.
package struct CallTally: Hashable, Sendable {
    package let day: CivilDate
    package let line: CallLine
    /// From 1; the last is what counts.
    package let revision: Int64
    package let figures: CallFigures
    /// Seconds since 1970.
    package let at: Int64
    package let madeBy: String

    package init(
        day: CivilDate, line: CallLine, revision: Int64, figures: CallFigures, at: Int64, madeBy: String
    ) {
        self.day = day
        self.line = line
        self.revision = revision
        self.figures = figures
        self.at = at
        self.madeBy = madeBy
    }
}

/// What came of entering calls.
package enum CallsEntered: Hashable, Sendable {
    /// - Parameters:
    ///   - new: days of which there was nothing before.
    ///   - corrected: days of which there was something else.
    case kept(new: Int, corrected: Int)
    case refused([Fault])
    /// Another entered something else since who enters looked.
    case moved
}
