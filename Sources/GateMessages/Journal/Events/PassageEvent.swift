package import PassFormat

/// Somebody came or went whose pass was not read: a typed number, a visitor, an ambulance, a line of the paper log.
///
/// No name. Of a document at most its last six characters.
package struct PassageEvent: Hashable, Sendable {
    package enum Cause: Int64, Hashable, Sendable, CaseIterable {
        /// The number of a pass that could not be read.
        case typed = 1
        /// A visitor without a card.
        case visitor = 2
        /// Somebody who bears a visitor card; `number` is the card's.
        case card = 3
        /// Ambulance, fire service, police: let through with one key.
        case emergency = 4
        /// A line of the paper log, typed in afterwards.
        case paper = 5
        /// A ship's crew, whose first way is out.
        case crew = 6
    }

    package enum Document: Int64, Hashable, Sendable, CaseIterable {
        case identityCard = 1
        case passport = 2
        case residentCertificate = 3
    }

    package enum Agency: Int64, Hashable, Sendable, CaseIterable {
        case ambulance = 1
        case fire = 2
        case police = 3
        case other = 4
    }

    package var cause: Cause
    package var direction: ScanEvent.Direction
    package var isAdmitted: Bool
    /// Of the pass that was typed, or of the visitor card.
    package var number: WireText?
    /// What the gate's own lists said against it: codes of scans, and `unknown-number`, `card-not-out`, `not-expected`,
    /// `escort-not-valid`.
    package var reasons: [WireText]
    /// What was shown; nil for nothing.
    package var document: Document?
    /// The last characters of the document's number.
    package var hint: WireText?
    package var plate: WireText?
    /// The number of the pass that accompanies.
    package var escort: WireText?
    package var headcount: Int64?
    /// Of an emergency.
    package var agency: Agency?
    /// When it happened, where that was before it was written: seconds since 1970.
    package var happenedAt: Int64?
    /// The earlier record that this one completes.
    package var concerns: JournalPlace?
    /// In the guard's words, or a code of the screen.
    package var note: WireText?
    package var guardName: WireText
    /// Who else agreed.
    package var supervisor: WireText?

    package init(
        cause: Cause, direction: ScanEvent.Direction, isAdmitted: Bool, number: WireText? = nil,
        reasons: [WireText] = [], document: Document? = nil, hint: WireText? = nil, plate: WireText? = nil,
        escort: WireText? = nil, headcount: Int64? = nil, agency: Agency? = nil, happenedAt: Int64? = nil,
        concerns: JournalPlace? = nil, note: WireText? = nil, guardName: WireText, supervisor: WireText? = nil
    ) {
        self.cause = cause
        self.direction = direction
        self.isAdmitted = isAdmitted
        self.number = number
        self.reasons = reasons
        self.document = document
        self.hint = hint
        self.plate = plate
        self.escort = escort
        self.headcount = headcount
        self.agency = agency
        self.happenedAt = happenedAt
        self.concerns = concerns
        self.note = note
        self.guardName = guardName
        self.supervisor = supervisor
    }
}
