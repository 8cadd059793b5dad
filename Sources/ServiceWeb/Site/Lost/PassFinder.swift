import Hummingbird
import Register

/// Finding a pass by its number and a code that is sent to the contact on file, or by the code of a counter.
struct PassFinder: Sendable {
    /// What it is found for: the path that its pages begin with, and the section of their words.
    struct Purpose: Sendable {
        let path: String
        let section: String

        static let lost = Purpose(path: "lost", section: "lost")
        static let former = Purpose(path: "former-employer", section: "former")
    }

    let register: Register
    let purpose: Purpose
    let holders: HolderAccess
    private let limits: WebLimits
    private let limiter: RateLimiter
    /// Seconds since 1970.
    let now: @Sendable () -> Int64

    init(_ purpose: Purpose, register: Register, limits: WebLimits, now: @escaping @Sendable () -> Int64) {
        self.purpose = purpose
        self.register = register
        self.limits = limits
        self.now = now
        holders = HolderAccess(register: register)
        limiter = RateLimiter(burst: limits.proofs, interval: limits.proofInterval)
    }

    func add(to router: SiteRouter) {
        router.get("\(purpose.path)/find") { page in try await start(page.withForms()) }
        router.post("\(purpose.path)/find") { page in try await find(page.withForms()) }
        router.post("\(purpose.path)/code") { page in try await prove(page.withForms()) }
    }

    private func client(_ page: PageContext) -> String? {
        page.context.isFromThisMachine ? nil : page.context.client
    }

    private func form(_ page: PageContext) async throws -> PassFinderPage {
        PassFinderPage(
            purpose: purpose, passes: try await holders.passes(page, now: now()), now: now(),
            utcOffset: register.utcOffset)
    }

    private func start(_ page: PageContext) async throws -> Response { try await form(page).response(in: page) }

    private func find(_ page: PageContext) async throws -> Response {
        let fields = try await page.fields(single: ["number", "retrievalCode"])
        var shown = try await form(page)
        shown.number = fields["number"]
        if let client = client(page), let wait = limiter.take(client, at: .now) {
            shown.wait = max(1, wait.components.seconds)
            return shown.response(in: page)
        }
        if !fields["retrievalCode"].isEmpty {
            guard let code = RetrievalCode(typed: fields["retrievalCode"]),
                case .application(let id)? = try await register.target(of: code, now: now())
            else {
                shown.faults = [Fault("retrievalCode", "not-found")]
                return shown.response(in: page)
            }
            try await page.context.session.grant(.application(id), limits: limits.proofLasts)
            return page.redirect(to: "\(purpose.path)/find")
        }
        guard let number = PassNumber.typed(fields["number"]) else {
            shown.faults = [Fault("number", fields["number"].isEmpty ? "required" : "format")]
            return shown.response(in: page)
        }
        let contact = try await register.contactOnFile(pass: number)
        let answer = try await register.sendCode(
            to: .onFile(contact, asked: "pass:" + number), language: page.language, client: client(page),
            rules: limits.codes, now: now())
        switch answer {
        case .sent(let handle):
            return PassCodePage(purpose: purpose, number: number, handle: handle).response(in: page)
        case .tooMany(let seconds):
            shown.wait = seconds
            return shown.response(in: page)
        }
    }

    private func prove(_ page: PageContext) async throws -> Response {
        let fields = try await page.fields(single: ["code", "handle", "number"])
        guard let handle = CodeHandle(hex: fields["handle"]), let number = PassNumber.typed(fields["number"]) else {
            throw Problem.badForm
        }
        var shown = PassCodePage(purpose: purpose, number: number, handle: handle)
        if let client = client(page), let wait = limiter.take(client, at: .now) {
            shown.wait = max(1, wait.components.seconds)
            return shown.response(in: page)
        }
        let proof = try await register.proveCode(handle, typed: fields["code"], rules: limits.codes, now: now())
        switch proof {
        case .proved(let contact):
            try await page.context.session.grant(.contact(contact), limits: limits.proofLasts)
            return page.redirect(to: "\(purpose.path)/\(number)")
        case .wrong(let left): shown.left = left
        case .over: shown.left = 0
        }
        return shown.response(in: page)
    }
}
