import CommandSupport
import PassCrypto
import Payments
import Register
import ServiceWeb
import WebClient

/// Taking payments online, as `portpass serve` sets it up.
struct OnlinePayments: Sendable {
    /// An answer in time: nobody waits for a payment service longer.
    private static var timing: HTTPTiming {
        var timing = HTTPTiming()
        timing.seconds = 25
        timing.longestSeconds = 30
        return timing
    }

    let desk = PaymentDesk()
    /// There only with `--dev`, and then payments go to it.
    let standIn: PaymentStandIn?
    private let merchant: ECPayMerchant?
    private let form = WebForm(timing: Self.timing, agent: "portpass")
    /// Our address as payers and ECPay know it; nil for the one that is listened on.
    private let site: String?
    private let isDevelopment: Bool

    /// - Parameter site: `https://HOST`.
    init(merchant: ECPayMerchant?, site: String?, isDevelopment: Bool) throws {
        if let site {
            guard site.hasPrefix("https://"), !site.dropFirst(8).contains("/"), site.utf8.count <= 100 else {
                throw PlainError("--site takes an address like https://pass.example, without a path")
            }
        }
        self.site = site
        self.isDevelopment = isDevelopment
        self.merchant = isDevelopment ? try .test() : merchant
        let form = form
        standIn =
            isDevelopment
            ? PaymentStandIn(merchant: try .test()) { address, body in
                let reply = try await form.post(body, to: address, limit: PaymentForm.limit)
                return String(decoding: reply.body, as: UTF8.self)
            } : nil
    }

    /// Begins to take payments, when the address that is listened on is known.
    func open(listeningOn address: String) throws {
        guard let merchant else { return }
        guard let site = site ?? (isDevelopment ? address : nil) else {
            throw PlainError("payments are taken online: say with --site what our address is")
        }
        let addresses = isDevelopment ? try ECPayAddresses(standIn: address + PaymentStandIn.path) : .production
        let form = form
        desk.open(
            Cashier(
                merchant: merchant, addresses: addresses, site: isDevelopment ? address : site,
                isDevelopment: isDevelopment),
            asking: ECPayGateway(merchant: merchant, addresses: addresses) { address, body in
                let reply = try await form.post(body, to: address, limit: PaymentForm.limit)
                return ECPayGateway.Reply(status: reply.status, body: reply.body)
            })
    }
}
