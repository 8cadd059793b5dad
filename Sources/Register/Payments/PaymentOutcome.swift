/// What came of money, or of word of it.
package enum PaymentOutcome: Hashable, Sendable {
    /// The order is paid, by this.
    case paid(OrderNumber)
    /// It counts, and more is due.
    case part(OrderNumber)
    /// Some or all of it counts for nothing: it is on the books and has to go back. `order` is nil where there is none of this number.
    case surplus(OrderNumber?, Int64)
    /// It was booked before; nothing changed.
    case repeated(OrderNumber?)
    /// A code to pay with was given out.
    case codeIssued(OrderNumber)
    /// The attempt came to nothing.
    case failed(OrderNumber)
    /// Word of no payment, to try whether word comes.
    case simulated
    /// Word of something else than money, for an order that is not here.
    case unknownTrade
    /// The same money as before, but not the same amount or order: somebody has to look.
    case contradicts(OrderNumber?)
    /// Not believed; one word of why.
    case refused(String)

    /// One word for the books.
    var verdict: String {
        switch self {
        case .paid: "paid"
        case .part: "part"
        case .surplus: "surplus"
        case .repeated: "repeated"
        case .codeIssued: "code-issued"
        case .failed: "failed"
        case .simulated: "simulated"
        case .unknownTrade: "unknown-trade"
        case .contradicts: "contradicts"
        case .refused(let word): word
        }
    }
}
