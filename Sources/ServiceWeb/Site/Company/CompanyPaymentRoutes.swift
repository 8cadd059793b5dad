import Hummingbird
import Payments
import Register

/// One payment for all that a company's applications cost.
struct CompanyPaymentRoutes: Sendable {
    let desk: CompanyDesk
    private let documents = DrawnDocuments()

    init(desk: CompanyDesk) { self.desk = desk }

    private var register: Register { desk.register }

    func add(to router: SiteRouter) {
        router.get(CompanyPaths.payments) { page in
            let page = try page.withForms()
            return try await desk.member(page, .pay) { try await due($0, page, nil) }
        }
        router.post(CompanyPaths.payments) { page in try await open(page.withForms()) }
        router.get(CompanyPaths.payments + "/:order") { page in try await order(page.withForms()) }
        router.post(CompanyPaths.payments + "/:order") { page in try await pay(page.withForms()) }
        router.get(CompanyPaths.payments + "/:order/receipt.pdf") { page in try await receipt(page) }
    }

    private func due(_ membership: Membership, _ page: PageContext, _ problem: String?) async throws -> Response {
        let due = try await register.dueFees(by: membership.account, now: desk.now())
        return DuePage(
            membership: membership, due: due, problem: problem, utcOffset: register.utcOffset
        ).response(page)
    }

    /// Puts all that is due into one order, and goes to it.
    private func open(_ page: PageContext) async throws -> Response {
        try await desk.member(page, .pay) { membership in
            _ = try await page.fields(single: [])
            guard let number = try await register.orderForAll(by: membership.account, now: desk.now()) else {
                return try await due(membership, page, page.words["company.nothing-due"])
            }
            return page.redirect(to: "\(CompanyPaths.payments)/\(number.text)")
        }
    }

    private func known(_ page: PageContext, _ membership: Membership) async throws -> PaymentOrder {
        guard let number = page.parameter("order").flatMap({ OrderNumber($0) }),
            let order = try await register.companyOrder(number, by: membership.account)
        else { throw Problem.notFound }
        return order
    }

    private func order(_ page: PageContext) async throws -> Response {
        try await desk.member(page, .pay) { membership in
            let order = try await known(page, membership)
            return OrderPage(
                membership: membership, order: order, isOnline: desk.payments.cashier != nil,
                utcOffset: register.utcOffset
            ).response(page)
        }
    }

    private func receipt(_ page: PageContext) async throws -> Response {
        try await desk.member(page, .pay) { membership in
            let order = try await known(page, membership)
            guard let receipt = try await register.receipt(of: order.number), receipt.voidAt == nil else {
                throw Problem.notFound
            }
            let paper = FeePaper(
                receipt: receipt, reference: order.number.text, port: nil, site: page.site,
                utcOffset: register.utcOffset)
            let bytes = try await documents.pdf(for: page.context.client) { try paper.pdf() }
            return DrawnDocuments.response(bytes, name: receipt.number)
        }
    }

    /// The browser posts what follows to the payment service itself.
    private func pay(_ page: PageContext) async throws -> Response {
        try await desk.member(page, .pay) { membership in
            _ = try await page.fields(single: [])
            let order = try await known(page, membership)
            guard let cashier = desk.payments.cashier else { throw Problem.notFound }
            let form = try await register.checkout(
                order.number, at: cashier, back: page.link("\(CompanyPaths.payments)/\(order.number.text)"),
                inEnglish: page.language != .zhHant, now: desk.now())
            return CheckoutPage(membership: membership, order: order, form: form).response(page)
        }
    }
}
