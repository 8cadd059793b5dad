import HTTPTypes
import Hummingbird
import Register

/// Proving an e-mail address or a mobile number by a code that is sent there.
struct ProveRoutes: Sendable {
    static let (contactName, codeName, handleName, targetName) = ("contact", "code", "handle", "then")
    /// The button that asks for another code.
    static let againName = "again"

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
        router.get("prove") { page in
            let target = ProveTarget(Self.target(of: page.request), page.language)
            return ProvePage(step: .contact, target: target).response(in: try page.withForms())
        }
        router.post("prove") { page in try await send(page.withForms()) }
        router.post("prove/code") { page in try await prove(page.withForms()) }
    }

    /// Who comes over a proxy on this machine is not one client but many.
    private func client(_ page: PageContext) -> String? {
        page.context.isFromThisMachine ? nil : page.context.client
    }

    private func ration(_ page: PageContext) throws(Problem) {
        guard let client = client(page), let wait = limiter.take(client, at: .now) else { return }
        throw .tooMany(wait)
    }

    private func send(_ page: PageContext) async throws -> Response {
        try ration(page)
        let fields = try await page.fields(single: [Self.contactName, Self.targetName])
        return try await send(fields, page)
    }

    private func send(_ fields: FormFields, _ page: PageContext) async throws -> Response {
        let target = ProveTarget(fields[Self.targetName], page.language)
        let typed = fields[Self.contactName]
        var shown = ProvePage(step: .contact, target: target)
        shown.contact = typed
        guard let contact = Contact(typed: typed) else {
            shown.error = typed.isEmpty ? .noContact : .badContact
            return shown.response(in: page)
        }
        let answer = try await register.sendCode(
            to: .contact(contact), language: page.language, client: client(page), rules: limits.codes, now: now())
        switch answer {
        case .sent(let handle): shown.step = .code(handle)
        case .tooMany(let seconds): shown.error = .tooMany(minutes: (seconds + 59) / 60)
        }
        return shown.response(in: page)
    }

    private func prove(_ page: PageContext) async throws -> Response {
        try ration(page)
        let fields = try await page.fields(
            single: [Self.contactName, Self.codeName, Self.handleName, Self.targetName, Self.againName])
        if !fields[Self.againName].isEmpty { return try await send(fields, page) }
        let target = ProveTarget(fields[Self.targetName], page.language)
        guard let handle = CodeHandle(hex: fields[Self.handleName]) else { throw Problem.badForm }
        var shown = ProvePage(step: .code(handle), target: target)
        // Only for sending another one there: what is proved is what the code was sent to.
        shown.contact = fields[Self.contactName]
        let proof = try await register.proveCode(
            handle, typed: fields[Self.codeName], rules: limits.codes, now: now())
        switch proof {
        case .proved(let contact):
            try await page.context.session.grant(.contact(contact), limits: limits.proofLasts)
            return Response(status: .seeOther, headers: [.location: target.path, .cacheControl: "no-store"])
        case .wrong(let left): shown.error = .wrongCode(left: left)
        case .over:
            shown.step = .contact
            shown.error = .codeOver
        }
        return shown.response(in: page)
    }

    /// The target in the address, as it stands there: paths of ours need no escapes but that of the slash.
    private static func target(of request: Request) -> String {
        let values = (request.uri.query ?? "").split(separator: "&").filter { $0.hasPrefix("\(targetName)=") }
        guard values.count == 1, let value = values.first?.dropFirst(targetName.utf8.count + 1) else { return "" }
        return String(value).replacing("%2F", with: "/").replacing("%2f", with: "/")
    }
}
