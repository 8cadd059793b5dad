import PassCrypto
import Payments
import Testing

@Suite("Questions and orders to ECPay")
struct QueryTests {
    private let merchant: ECPayMerchant
    private let trade: TradeNumber

    init() throws {
        merchant = try ECPayMerchant.test()
        trade = try #require(TradeNumber("PP261201ABCDEFGH0001"))
    }

    private func answer(_ changes: [String: String?] = [:]) -> [PaymentField] {
        Messages.changed(
            ["RtnCode": nil, "RtnMsg": nil, "SimulatePaid": nil, "TradeStatus": "1", "HandlingCharge": "6"].merging(
                changes
            ) { $1 })
    }

    private func read(_ fields: [PaymentField]) throws -> TradeAnswer {
        try TradeAnswer(merchant.signedBody(fields), to: trade, of: merchant)
    }

    @Test("A question is signed and has its time")
    func question() throws {
        let form = try PaymentForm(TradeQuery.body(trade, of: merchant, now: Messages.now), from: .request)
        #expect(form.fields.map(\.name) == ["MerchantID", "MerchantTradeNo", "TimeStamp", "CheckMacValue"])
        #expect(form["TimeStamp"] == "1796097600" && form["MerchantTradeNo"] == trade.text)
    }

    @Test("An answer says how the trade stands")
    func answers() throws {
        let paid = try read(answer())
        #expect(paid.status == .paid(at: Messages.now - 30) && paid.amount == 320)
        #expect(paid.gatewayNumber == "2612011158020001" && paid.way?.isCredit == true)
        for (text, status) in [
            ("0", .unpaid), ("10200047", .unknown), ("10200095", .failed(10_200_095)),
            ("10200163", .failed(10_200_163)),
        ] as [(String, TradeAnswer.Status)] {
            #expect(try read(answer(["TradeStatus": text, "PaymentDate": "", "TradeAmt": "0"])).status == status)
        }
    }

    @Test("An answer that is not escaped is read as well")
    func raw() throws {
        let signed = merchant.signed(answer())
        let body = signed.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
        #expect(body.contains("2026/12/01 11:59:30"))
        #expect(try TradeAnswer(Array(body.utf8), to: trade, of: merchant).status == .paid(at: Messages.now - 30))
    }

    @Test("An answer of another trade, of nobody, or that makes no sense is none")
    func bad() throws {
        let other = try #require(TradeNumber("OTHER"))
        #expect(throws: PaymentError.self) { try TradeAnswer(merchant.signedBody(answer()), to: other, of: merchant) }
        var keys = Array("abcdefghijklmnop0123456789ABCDEF".utf8)
        let thief = try ECPayMerchant(id: "3002607", keys: SecretBytes(wiping: &keys))
        #expect(throws: PaymentError.self) { try TradeAnswer(thief.signedBody(answer()), to: trade, of: merchant) }
        for changes in [
            ["TradeStatus": nil], ["TradeStatus": "x"], ["TradeAmt": "0"], ["TradeNo": ""], ["PaymentDate": ""],
            ["MerchantID": "1"],
        ] as [[String: String?]] {
            #expect(throws: PaymentError.self) { try read(answer(changes)) }
        }
        for text in ["", "0|TimeStamp Error", "<html>", "{}"] {
            #expect(throws: PaymentError.self) { try TradeAnswer(Array(text.utf8), to: trade, of: merchant) }
        }
    }

    @Test("An order about a card is signed, and its answer is about it")
    func credit() throws {
        let request = try #require(
            CreditRequest(trade: trade, gatewayNumber: "2612011158020001", action: .refund, amount: 100))
        let form = try PaymentForm(request.body(of: merchant), from: .request)
        #expect(
            form.fields.map(\.name) == [
                "MerchantID", "MerchantTradeNo", "TradeNo", "Action", "TotalAmount", "CheckMacValue",
            ])
        #expect(form["Action"] == "R" && form["TotalAmount"] == "100")
        let start = "MerchantID=3002607&MerchantTradeNo=\(trade.text)&TradeNo=2612011158020001"
        let done = try CreditAnswer(Array("\(start)&RtnCode=1&RtnMsg=OK".utf8), to: request, of: merchant)
        #expect(done.isDone && done.message == "OK")
        let refused = try CreditAnswer(
            Array("\(start)&RtnCode=10100248&RtnMsg=error_overDate".utf8), to: request, of: merchant)
        #expect(!refused.isDone && refused.message == "error_overDate")
        for text in ["", "1|OK", start, "MerchantID=1&MerchantTradeNo=\(trade.text)&RtnCode=1"] {
            #expect(throws: PaymentError.self) { try CreditAnswer(Array(text.utf8), to: request, of: merchant) }
        }
        #expect(CreditRequest(trade: trade, gatewayNumber: "1", action: .giveUp, amount: 0) == nil)
        #expect(CreditRequest(trade: trade, gatewayNumber: "", action: .giveUp, amount: 1) == nil)
    }

    private struct Broken: Error {}

    /// Why a question has no answer; nil when it has.
    private func code(_ post: @escaping ECPayGateway.Post) async -> PaymentError.Code? {
        let gateway = ECPayGateway(merchant: merchant, addresses: .stage, post: post)
        do {
            _ = try await gateway.query(trade, now: 0)
            return nil
        } catch {
            return (error as? PaymentError)?.code
        }
    }

    @Test("What the web says instead of an answer is told apart: too often, unreachable, something else")
    func web() async throws {
        let good = merchant.signedBody(answer())
        #expect(await code { _, _ in ECPayGateway.Reply(status: 200, body: good) } == nil)
        #expect(await code { _, _ in ECPayGateway.Reply(status: 403, body: good) } == .tooOften)
        #expect(await code { _, _ in ECPayGateway.Reply(status: 500, body: good) } == .badAnswer)
        #expect(await code { _, _ in throw Broken() } == .unreachable)
        #expect(
            await code { address, _ in
                ECPayGateway.Reply(
                    status: address == "https://payment-stage.ecpay.com.tw/Cashier/QueryTradeInfo/V5" ? 200 : 404,
                    body: good)
            } == nil)
    }
}
