package import PassFormat

/// What became of a visitor card of the gate's numbered stock.
package struct CardEvent: Hashable, Sendable {
    package enum Act: Int64, Hashable, Sendable {
        /// A run of cards came into stock; `number` is the first.
        case stocked = 1
        /// Given to a person.
        case bound = 2
        case returned = 3
        /// Given up: it does not come back.
        case lost = 4
    }

    package var act: Act
    /// As printed on the card.
    package var number: WireText
    /// How many cards, from `number` on; of a stocking.
    package var count: Int64?
    package var document: PassageEvent.Document?
    /// The last characters of the bearer's document.
    package var hint: WireText?
    /// The number of the pass that accompanies the bearer.
    package var escort: WireText?
    /// Good until before this time, seconds since 1970; of a binding.
    package var until: Int64?
    package var note: WireText?
    package var guardName: WireText

    package init(
        act: Act, number: WireText, count: Int64? = nil, document: PassageEvent.Document? = nil,
        hint: WireText? = nil, escort: WireText? = nil, until: Int64? = nil, note: WireText? = nil, guardName: WireText
    ) {
        self.act = act
        self.number = number
        self.count = count
        self.document = document
        self.hint = hint
        self.escort = escort
        self.until = until
        self.note = note
        self.guardName = guardName
    }
}
