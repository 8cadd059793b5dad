/// ECPay over HTTP.
package struct ECPayGateway: PaymentGateway {
    /// What a web server replied to a form.
    package struct Reply: Sendable {
        let status: Int
        let body: [UInt8]

        package init(status: Int, body: [UInt8]) {
            self.status = status
            self.body = body
        }
    }

    /// Posts a body of type `application/x-www-form-urlencoded` to an address: once, without following a redirect, and no reply of
    /// more than ``PaymentForm/limit`` bytes.
    package typealias Post = @Sendable (_ address: String, _ body: [UInt8]) async throws -> Reply

    private let merchant: ECPayMerchant
    private let addresses: ECPayAddresses
    private let post: Post

    package init(merchant: ECPayMerchant, addresses: ECPayAddresses, post: @escaping Post) {
        self.merchant = merchant
        self.addresses = addresses
        self.post = post
    }

    package func query(_ trade: TradeNumber, now: Int64) async throws -> TradeAnswer {
        let body = TradeQuery.body(trade, of: merchant, now: now)
        return try TradeAnswer(await reply(addresses.query, body), to: trade, of: merchant)
    }

    package func act(_ request: CreditRequest) async throws -> CreditAnswer {
        try CreditAnswer(await reply(addresses.creditAction, request.body(of: merchant)), to: request, of: merchant)
    }

    private func reply(_ address: String, _ body: [UInt8]) async throws -> [UInt8] {
        let reply: Reply
        do {
            reply = try await post(address, body)
        } catch {
            throw PaymentError(.unreachable, "the payment service did not answer: \(error)")
        }
        switch reply.status {
        case 200: return reply.body
        case 403: throw PaymentError(.tooOften, "the payment service was asked too often: wait half an hour")
        default: throw PaymentError(.badAnswer, "the payment service answered with status \(reply.status)")
        }
    }
}
