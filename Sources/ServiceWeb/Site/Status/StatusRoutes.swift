import Hummingbird
import Register

/// 進度查詢: how an application stands, for who has its number and reads what is sent to the contact on file, or has the code of a
/// counter, which may also be that of a pass. Whether there is such an application nobody learns who has neither.
struct StatusRoutes: Sendable {
    private static let path = "status"

    private let register: Register
    private let limits: WebLimits
    private let limiter: RateLimiter
    /// Seconds since 1970.
    private let now: @Sendable () -> Int64

    init(register: Register, limits: WebLimits, now: @escaping @Sendable () -> Int64) {
        self.register = register
        self.limits = limits
        self.now = now
        limiter = RateLimiter(burst: limits.proofs, interval: limits.proofInterval)
    }

    func add(to router: SiteRouter) {
        router.get(Self.path) { page in StatusPage().response(in: try page.withForms()) }
        router.post(Self.path) { page in try await find(page.withForms()) }
        router.post("\(Self.path)/code") { page in try await prove(page.withForms()) }
    }

    /// Who comes over a proxy on this machine is not one client but many.
    private func client(_ page: PageContext) -> String? {
        page.context.isFromThisMachine ? nil : page.context.client
    }

    private func wait(_ page: PageContext) -> Int64? {
        client(page).flatMap { limiter.take($0, at: .now) }.map { max(1, $0.components.seconds) }
    }

    private func find(_ page: PageContext) async throws -> Response {
        let fields = try await page.fields(single: ["applicationNumber", "retrievalCode"])
        var shown = StatusPage()
        shown.number = fields["applicationNumber"]
        if let wait = wait(page) {
            shown.wait = wait
            return shown.response(in: page)
        }
        if !fields["retrievalCode"].isEmpty { return try await open(fields["retrievalCode"], shown, page) }
        guard let number = ApplicationNumber(typed: shown.number) else {
            shown.faults = [Fault("applicationNumber", shown.number.isEmpty ? "required" : "format")]
            return shown.response(in: page)
        }
        var contact: Contact?
        if let id = try await register.application(number: number)?.id {
            contact = try await register.opened(id)?.contact
        }
        let answer = try await register.sendCode(
            to: .onFile(contact, asked: "application:" + number.text), language: page.language, client: client(page),
            rules: limits.codes, now: now())
        switch answer {
        case .sent(let handle): return StatusCodePage(number: number, handle: handle).response(in: page)
        case .tooMany(let seconds):
            shown.wait = seconds
            return shown.response(in: page)
        }
    }

    /// With the code that a counter printed.
    private func open(_ typed: String, _ page: StatusPage, _ context: PageContext) async throws -> Response {
        guard let code = RetrievalCode(typed: typed), let grant = try await register.grant(of: code, now: now()),
            let path = try await path(to: grant)
        else {
            var shown = page
            shown.faults = [Fault("retrievalCode", "not-found")]
            return shown.response(in: context)
        }
        try await context.context.session.grant(grant, limits: limits.proofLasts)
        return context.redirect(to: path)
    }

    private func path(to grant: SessionGrant) async throws -> String? {
        switch grant {
        case .application(let id): try await register.application(id).map { ApplyPaths.progress($0.number) }
        case .pass(let id): try await register.pass(id).map { ApplyPaths.pass($0.number) }
        case .contact, .phone, .opinion, .account: nil
        }
    }

    private func prove(_ page: PageContext) async throws -> Response {
        let fields = try await page.fields(single: ["code", "handle", "applicationNumber"])
        guard let handle = CodeHandle(hex: fields["handle"]),
            let number = ApplicationNumber(typed: fields["applicationNumber"])
        else { throw Problem.badForm }
        var shown = StatusCodePage(number: number, handle: handle)
        if let wait = wait(page) {
            shown.wait = wait
            return shown.response(in: page)
        }
        switch try await register.proveCode(handle, typed: fields["code"], rules: limits.codes, now: now()) {
        case .proved(let contact):
            try await page.context.session.grant(.contact(contact), limits: limits.proofLasts)
            return page.redirect(to: ApplyPaths.progress(number.text))
        case .wrong(let left): shown.left = left
        case .over: shown.left = 0
        }
        return shown.response(in: page)
    }
}
