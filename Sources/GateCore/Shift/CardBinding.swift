package import GateMessages
package import PassFormat

/// A visitor card that is given to a person.
package struct CardBinding: Sendable {
    /// As printed on the card.
    package var number: WireText
    package var document: PassageEvent.Document
    /// The last characters of the document's number, at most six.
    package var hint: WireText
    /// The number of the pass that accompanies the bearer.
    package var escort: WireText
    /// Good until before this time, seconds since 1970.
    package var until: Int64
    package var note: WireText?
    /// Who gives it out, where nobody is on duty.
    package var guardName: WireText?
    /// Who agrees where the escort's own pass is not good.
    package var supervisor: Credential?

    package init(
        number: WireText, document: PassageEvent.Document, hint: WireText, escort: WireText, until: Int64,
        note: WireText? = nil, guardName: WireText? = nil, supervisor: Credential? = nil
    ) {
        self.number = number
        self.document = document
        self.hint = hint
        self.escort = escort
        self.until = until
        self.note = note
        self.guardName = guardName
        self.supervisor = supervisor
    }
}
