import HTTPTypes
import Hummingbird
import NIOCore
import Payments
import Register

/// `/dev/ecpay`: the stand-in for the payment service. Only where `portpass serve --dev` makes one, and only for this machine.
struct StandInRoutes: Sendable {
    private let standIn: PaymentStandIn
    /// Seconds since 1970.
    private let now: @Sendable () -> Int64

    init(standIn: PaymentStandIn, now: @escaping @Sendable () -> Int64) {
        self.standIn = standIn
        self.now = now
    }

    func add(to router: Router<ServiceContext>) {
        // As at the real one, forms come from anywhere: what counts is that they are signed.
        let service = router.group("dev/ecpay").add(middleware: LocalGuard(checksOrigin: false))
        service.post("Cashier/AioCheckOut/V5") { request, _ in try await checkout(request) }
        service.post("Cashier/QueryTradeInfo/V5") { request, _ in try await query(request) }
        service.post("CreditDetail/DoAction") { request, _ in try await act(request) }
        let pages = router.group("dev/ecpay").add(middleware: LocalGuard())
        pages.get("/") { _, _ in StandInPage(standIn: standIn).list }
        pages.get("trades/:trade") { _, context in try page(context) }
        pages.post("trades/:trade/:choice") { _, context in try await choose(context) }
    }

    private func form(of request: Request) async throws -> PaymentForm {
        let body = Array(buffer: try await request.body.collect(upTo: PaymentForm.limit))
        do throws(PaymentFormProblem) {
            return try PaymentForm(body, from: .request)
        } catch {
            throw Problem.badForm
        }
    }

    private func checkout(_ request: Request) async throws -> Response {
        switch standIn.open(try await form(of: request), at: now()) {
        case .success(let trade): return PageFrame.redirect(to: .standIn("/trades/\(trade.number.text)"))
        case .failure(let refusal): return StandInPage(standIn: standIn).refused(refusal.words)
        }
    }

    private func query(_ request: Request) async throws -> Response {
        let form = try await form(of: request)
        guard standIn.merchant.accepts(form), let number = form["MerchantTradeNo"].flatMap(TradeNumber.init),
            let time = form["TimeStamp"].flatMap({ Int64($0) }), abs(now() - time) <= 180
        else { return Self.text(Array("0|TimeStamp Error".utf8)) }
        let fields =
            standIn.trade(number)?.answer(of: standIn.merchant) ?? [
                PaymentField("MerchantID", standIn.merchant.id), PaymentField("MerchantTradeNo", number.text),
                PaymentField("TradeAmt", "0"), PaymentField("TradeStatus", "10200047"),
            ]
        return Self.text(standIn.merchant.signedBody(fields))
    }

    private func act(_ request: Request) async throws -> Response {
        Self.text(standIn.act(try await form(of: request)) ?? Array("0|Error".utf8))
    }

    private static func text(_ body: [UInt8]) -> Response {
        Response(
            status: .ok, headers: [.contentType: "text/html", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }

    private func trade(_ context: ServiceContext) throws -> StandInTrade {
        guard let trade = context.parameters.get("trade").flatMap(TradeNumber.init).flatMap(standIn.trade) else {
            throw Problem.notFound
        }
        return trade
    }

    private func page(_ context: ServiceContext) throws -> Response {
        StandInPage(standIn: standIn).page(of: try trade(context), said: [], at: now())
    }

    private func choose(_ context: ServiceContext) async throws -> Response {
        let number = try trade(context).number
        guard let choice = context.parameters.get("choice").flatMap(StandInChoice.init) else { throw Problem.notFound }
        let effect = choice.effect(at: now())
        guard let trade = standIn.change(number, effect.change) else { throw Problem.notFound }
        var said: [String] = []
        for _ in 0..<effect.times {
            do {
                said.append(try await standIn.send(trade.notify, word(of: trade, effect)))
            } catch {
                said.append("no answer")
            }
        }
        return StandInPage(standIn: standIn).page(of: trade, said: said, at: now())
    }

    private func word(of trade: StandInTrade, _ effect: StandInChoice.Effect) -> [UInt8] {
        let merchant = standIn.merchant
        if effect.isCode { return merchant.signedBody(trade.codeWord(of: merchant)) }
        guard effect.isForged else {
            return merchant.signedBody(trade.word(of: merchant, isSimulated: effect.isSimulated, at: now()))
        }
        // As if it were paid, signed by somebody who does not know the keys.
        var paid = trade
        paid.paidAt = now()
        var fields = merchant.signed(paid.word(of: merchant, isSimulated: false, at: now()))
        fields[fields.count - 1] = PaymentField(fields[fields.count - 1].name, String(repeating: "0", count: 64))
        return fields.isEmpty ? [] : merchant.body(unsigned: fields)
    }
}
