/// A payment service, asked by our server.
package protocol PaymentGateway: Sendable {
    /// How a trade stands.
    /// - Throws: ``PaymentError``.
    func query(_ trade: TradeNumber, now: Int64) async throws -> TradeAnswer

    /// Does something with a payment by credit card: once, however it ends. A second try may do it twice.
    /// - Throws: ``PaymentError``; `unreachable` and `badAnswer` leave open whether it was done.
    func act(_ request: CreditRequest) async throws -> CreditAnswer
}
