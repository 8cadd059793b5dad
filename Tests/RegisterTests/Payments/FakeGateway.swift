import Payments
import Synchronization

/// A payment service that says what a test wants it to.
final class FakeGateway: PaymentGateway {
    enum CreditAnswerKind: Sendable {
        case code(Int64)
        case failure(PaymentError)
    }

    struct Trade: Sendable {
        var status: String
        var amount: Int64
        var gatewayNumber: String
        var paidAt: Int64
    }

    private struct State {
        var creditAnswer = CreditAnswerKind.code(1)
        var requests: [CreditRequest] = []
        var trades: [String: Trade] = [:]
        var queryError: PaymentError?
        var queries: [String] = []
    }

    let merchant: ECPayMerchant
    private let state = Mutex(State())

    init(merchant: ECPayMerchant) { self.merchant = merchant }

    var creditAnswer: CreditAnswerKind {
        get { state.withLock { $0.creditAnswer } }
        set { state.withLock { $0.creditAnswer = newValue } }
    }

    var queryError: PaymentError? {
        get { state.withLock { $0.queryError } }
        set { state.withLock { $0.queryError = newValue } }
    }

    var requests: [CreditRequest] { state.withLock { $0.requests } }
    var queries: [String] { state.withLock { $0.queries } }

    func set(_ trade: String, _ value: Trade) { state.withLock { $0.trades[trade] = value } }

    func query(_ trade: TradeNumber, now: Int64) async throws -> TradeAnswer {
        let (known, error) = state.withLock { state in
            state.queries.append(trade.text)
            return (state.trades[trade.text], state.queryError)
        }
        if let error { throw error }
        let value = known ?? Trade(status: "10200047", amount: 0, gatewayNumber: "", paidAt: 0)
        return try TradeAnswer(
            merchant.signedBody([
                PaymentField("MerchantID", merchant.id), PaymentField("MerchantTradeNo", trade.text),
                PaymentField("TradeNo", value.gatewayNumber), PaymentField("TradeAmt", String(value.amount)),
                PaymentField("PaymentType", "Credit_CreditCard"), PaymentField("TradeStatus", value.status),
                PaymentField("PaymentDate", value.status == "1" ? TradeTime.text(value.paidAt) : ""),
            ]), to: trade, of: merchant)
    }

    func act(_ request: CreditRequest) async throws -> CreditAnswer {
        let answer = state.withLock { state in
            state.requests.append(request)
            return state.creditAnswer
        }
        switch answer {
        case .failure(let error): throw error
        case .code(let code):
            let text =
                "MerchantID=\(merchant.id)&MerchantTradeNo=\(request.trade.text)&TradeNo=\(request.gatewayNumber)&RtnCode=\(code)&RtnMsg=\(code == 1 ? "" : "error")"
            return try CreditAnswer(Array(text.utf8), to: request, of: merchant)
        }
    }
}
