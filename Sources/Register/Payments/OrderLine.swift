package import PassFormat

/// What is paid for one application.
package struct OrderLine: Hashable, Sendable {
    package let application: ApplicationID
    package let kind: PassKind
    package let term: PassTerm
    /// Whether a card is delivered.
    package let hasCard: Bool
    package let amount: Int64

    package init(application: ApplicationID, kind: PassKind, term: PassTerm, hasCard: Bool, amount: Int64) {
        self.application = application
        self.kind = kind
        self.term = term
        self.hasCard = hasCard
        self.amount = amount
    }
}
