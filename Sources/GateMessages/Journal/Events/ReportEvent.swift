package import PassFormat

/// A guard tells the office of something that somebody there has to do.
package struct ReportEvent: Hashable, Sendable {
    package enum Subject: Int64, Hashable, Sendable, CaseIterable {
        /// The photo is not of who bears the pass.
        case photoMismatch = 1
        /// A pass was taken away.
        case passTaken = 2
        case violation = 3
        case equipment = 4
        case other = 5
    }

    package var subject: Subject
    /// The scan or other record that it is about.
    package var concerns: JournalPlace?
    package var number: WireText?
    package var plate: WireText?
    package var note: WireText?
    package var guardName: WireText

    package init(
        subject: Subject, concerns: JournalPlace? = nil, number: WireText? = nil, plate: WireText? = nil,
        note: WireText? = nil, guardName: WireText
    ) {
        self.subject = subject
        self.concerns = concerns
        self.number = number
        self.plate = plate
        self.note = note
        self.guardName = guardName
    }
}
