package import Payments
import Synchronization

/// A stand-in for the payment service, for development: it signs as the real one does, and whoever sits before it chooses what happens.
/// Everything is in memory, and goes when the process ends.
package final class PaymentStandIn: Sendable {
    package static let path = "/dev/ecpay"
    private static let mostTrades = 1_000

    /// Sends a form to an address of ours, and gives back what it is answered.
    package typealias Send = @Sendable (_ address: String, _ body: [UInt8]) async throws -> String

    let merchant: ECPayMerchant
    let send: Send
    private let trades = Mutex<[StandInTrade]>([])

    package init(merchant: ECPayMerchant, send: @escaping Send) {
        self.merchant = merchant
        self.send = send
    }

    /// The newest first.
    var all: [StandInTrade] { trades.withLock { $0.reversed() } }

    func trade(_ number: TradeNumber) -> StandInTrade? {
        trades.withLock { $0.first { $0.number == number } }
    }

    /// Takes a checkout form as the real one does.
    /// - Returns: the trade, or the words of a refusal.
    func open(_ form: PaymentForm, at now: Int64) -> Result<StandInTrade, Refusal> {
        guard form["MerchantID"] == merchant.id, merchant.accepts(form) else {
            return .failure(Refusal("CheckMacValue Error"))
        }
        guard let number = form["MerchantTradeNo"].flatMap(TradeNumber.init), form["PaymentType"] == "aio",
            form["EncryptType"] == "1", let amount = form["TotalAmount"].flatMap({ Int64($0) }), amount > 0,
            let time = form["MerchantTradeDate"].flatMap(TradeTime.seconds), let items = form["ItemName"],
            !items.isEmpty, form["TradeDesc"]?.isEmpty == false, let notify = form["ReturnURL"],
            let back = form["OrderResultURL"]
        else { return .failure(Refusal("Parameter Error")) }
        return trades.withLock { trades in
            guard !trades.contains(where: { $0.number == number }) else {
                return .failure(Refusal("10300028 MerchantTradeNo Repeated"))
            }
            let days = form["ExpireDate"].flatMap { Int64($0) } ?? 3
            let trade = StandInTrade(
                number: number, gatewayNumber: "SI" + String(1_000_000_000 + trades.count) + number.text.suffix(8),
                amount: amount, items: items.split(separator: "#").map(String.init), notify: notify, back: back,
                madeAt: time, codeExpires: now + days * 86_400)
            if trades.count == Self.mostTrades { trades.removeFirst() }
            trades.append(trade)
            return .success(trade)
        }
    }

    struct Refusal: Error {
        let words: String
        init(_ words: String) { self.words = words }
    }

    func change(_ number: TradeNumber, _ body: (inout StandInTrade) -> Void) -> StandInTrade? {
        trades.withLock { trades in
            guard let place = trades.firstIndex(where: { $0.number == number }) else { return nil }
            body(&trades[place])
            return trades[place]
        }
    }

    /// Answers an order about a card: what was paid goes back, at most once.
    func act(_ form: PaymentForm) -> [UInt8]? {
        guard merchant.accepts(form), let number = form["MerchantTradeNo"].flatMap(TradeNumber.init),
            let amount = form["TotalAmount"].flatMap({ Int64($0) }),
            let action = form["Action"].flatMap(CreditAction.init)
        else { return nil }
        var isDone = false
        let trade = change(number) { trade in
            guard trade.paidAt != nil, trade.way == .credit, trade.gatewayNumber == form["TradeNo"], amount > 0,
                trade.refunded + amount <= trade.amount
            else { return }
            isDone = true
            if action == .refund || action == .giveUp { trade.refunded += amount }
        }
        let fields = [
            ("MerchantID", merchant.id), ("MerchantTradeNo", number.text), ("TradeNo", trade?.gatewayNumber ?? ""),
            ("RtnCode", isDone ? "1" : "10100050"), ("RtnMsg", isDone ? "OK" : "error_Stop"),
        ]
        return Array(fields.map { "\($0.0)=\($0.1)" }.joined(separator: "&").utf8)
    }
}
