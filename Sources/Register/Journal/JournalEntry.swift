package import GateMessages
package import PassFormat

/// A record of a gate's journal as it is kept here.
package struct JournalEntry: Hashable, Sendable {
    package let gate: String
    package let place: JournalPlace
    /// When it was written, as far as can be told.
    package let time: Int64
    package let receivedAt: Int64
    package let hash: [UInt8]
    package let bytes: [UInt8]
    /// Nil for bytes that this program can't read any more.
    package let record: JournalRecord?
    /// Of the database, for going on.
    let journal: Int64

    package var event: JournalEvent? { record?.event }

    package var pass: PassID? {
        if case .scan(let scan)? = event { scan.pass?.id } else { nil }
    }

    package var number: String? {
        switch event {
        case .scan(let scan)?: scan.pass?.number.string
        case .override(let override)?: override.number?.string
        case .passage(let passage)?: passage.number?.string
        case .card(let card)?: card.number.string
        case .report(let report)?: report.number?.string
        default: nil
        }
    }
}
