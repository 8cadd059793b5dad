import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Payments
import Register

/// Where the payment service tells us of payments, and where it sends the payer's browser back to.
struct PayRoutes: Sendable {
    private static let languages: Set<String> = ["zh-Hant", "en", "vi", "id", "th", "fil"]

    private let register: Register
    private let desk: PaymentDesk
    /// How many refused messages of one client are kept. None is turned away: it may be the one that tells of money.
    private let refusals: RateLimiter
    /// Seconds since 1970.
    private let now: @Sendable () -> Int64

    init(register: Register, desk: PaymentDesk, limits: WebLimits, now: @escaping @Sendable () -> Int64) {
        self.register = register
        self.desk = desk
        self.now = now
        refusals = RateLimiter(burst: limits.forms, interval: limits.formInterval)
    }

    func add(to router: Router<ServiceContext>) {
        router.post("pay/ecpay/notify") { request, context in await notified(request, context) }
        router.get("pay/ecpay/return/**") { _, context in returned(context) }
        router.post("pay/ecpay/return/**") { _, context in returned(context) }
    }

    /// Whatever goes wrong is answered as the payment service reads it, so that it comes again.
    private func notified(_ request: Request, _ context: ServiceContext) async -> Response {
        guard let cashier = desk.cashier else {
            return Self.answer(NotificationAnswer.refused("closed"), .serviceUnavailable)
        }
        do {
            let body = try await Self.body(of: request)
            let isKept = refusals.wait(context.client, at: .now) == nil
            let outcome = try await register.take(
                notification: body, for: cashier.merchant, keepingRefused: isKept, now: now())
            note(outcome, context)
            return Self.answer(outcome.answer, .ok)
        } catch {
            context.logger.error("word of a payment was not stored: \(String(describing: error).prefix(500))")
            return Self.answer(NotificationAnswer.refused("later"), .serviceUnavailable)
        }
    }

    /// What somebody has to look at is told at once, by numbers only.
    private func note(_ outcome: PaymentOutcome, _ context: ServiceContext) {
        switch outcome {
        case .refused(let word):
            _ = refusals.take(context.client, at: .now)
            context.logger.warning("word of a payment was refused: \(word)")
        case .surplus(let order, let amount):
            context.logger.warning("NT$ \(amount) came for order \(order?.text ?? "nobody knows") that has to go back")
        case .contradicts(let order):
            context.logger.warning("word of a payment for order \(order?.text ?? "nobody knows") says another amount")
        default: break
        }
    }

    /// The body, cut one byte after the most that any message has: the reader then refuses it as too large. What it is said to be is
    /// not looked at.
    private static func body(of request: Request) async throws -> [UInt8] {
        let limit = PaymentForm.limit + 1
        var body: [UInt8] = []
        for try await piece in request.body {
            body += piece.readableBytesView.prefix(limit - body.count)
            if body.count == limit { break }
        }
        return body
    }

    private static func answer(_ text: String, _ status: HTTPResponse.Status) -> Response {
        Response(
            status: status, headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    /// The browser comes back, with a result that it carried itself: nothing of that is read. The page that it is sent to shows what
    /// the books say, and waits where they say nothing yet.
    private func returned(_ context: ServiceContext) -> Response {
        let path = context.parameters.getCatchAll().map(String.init)
        let isOurs =
            path.first.map(Self.languages.contains) == true && path.count <= 6
            && path.allSatisfy { part in
                (1...40).contains(part.utf8.count)
                    && part.utf8.allSatisfy { byte in
                        byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                            || (0x61...0x7A).contains(byte)
                    }
            }
        let address = isOurs ? "/" + path.joined(separator: "/") + "?payment=wait" : "/"
        return Response(status: .seeOther, headers: [.location: address, .cacheControl: "no-store"])
    }
}
