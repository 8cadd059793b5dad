/// An order with all that came of it, for who keeps the books.
package struct OrderAccount: Sendable {
    package struct Line: Hashable, Sendable {
        package let line: OrderLine
        /// Nil for an application that was erased.
        package let application: String?
    }

    /// Somebody's try to pay online.
    package struct Attempt: Hashable, Sendable {
        package let trade: String
        package let amount: Int64
        package let madeAt: Int64
        package let way: String?
        package let code: IssuedCode?
        /// ECPay's code of why it came to nothing.
        package let failure: Int64?
    }

    package struct Receipt: Hashable, Sendable {
        package let number: String
        package let amount: Int64
        package let issuedAt: Int64
        package let voidAt: Int64?
    }

    package let order: PaymentOrder
    package let payer: Payer
    package let lines: [Line]
    package let attempts: [Attempt]
    package let money: [MoneyAccount]
    package let receipt: Receipt?
    /// When what was paid for was let go on; nil before.
    package let settledAt: Int64?
    /// What keeps the fee from going back: numbers of passes that are not over, and of applications whose passes are being made.
    package let outstanding: [String]
}
