import HTTPTypes
import Hummingbird
import Register

/// Proving an e-mail address or a mobile number by a code that is sent there.
struct ProveRoutes: Sendable {
    static let (contactName, codeName, handleName, targetName) = ("contact", "code", "handle", "then")

    private let register: Register
    private let texts: SiteTexts
    private let limits: WebLimits
    private let limiter: RateLimiter
    /// Seconds since 1970.
    private let now: @Sendable () -> Int64

    init(register: Register, texts: SiteTexts, limits: WebLimits, now: @escaping @Sendable () -> Int64) {
        self.register = register
        self.texts = texts
        self.limits = limits
        self.now = now
        limiter = RateLimiter(burst: limits.proofs, interval: limits.proofInterval)
    }

    func add(to group: RouterGroup<ServiceContext>) {
        for language in SiteLanguage.allCases {
            group.get("\(language.rawValue)/prove") { request, context in
                let target = ProveTarget(Self.target(of: request), language)
                return try page(ProvePage(step: .contact, target: target, language: language), context)
            }
            group.post("\(language.rawValue)/prove") { request, context in
                try await send(request, context, language)
            }
            group.post("\(language.rawValue)/prove/code") { request, context in
                try await prove(request, context, language)
            }
        }
    }

    /// Who comes over a proxy on this machine is not one client but many.
    private func client(_ context: ServiceContext) -> String? { context.isFromThisMachine ? nil : context.client }

    private func ration(_ context: ServiceContext) throws(Problem) {
        guard let client = client(context), let wait = limiter.take(client, at: .now) else { return }
        throw .tooMany(wait)
    }

    private func page(_ page: ProvePage, _ context: ServiceContext) throws -> Response {
        try page.response(texts: texts, formToken: context.session.formToken)
    }

    private func send(
        _ request: Request, _ context: ServiceContext, _ language: SiteLanguage
    ) async throws -> Response {
        try ration(context)
        let fields = try await SiteForm.fields(of: request, context, single: [Self.contactName, Self.targetName])
        let target = ProveTarget(fields[Self.targetName], language)
        let typed = fields[Self.contactName]
        var shown = ProvePage(step: .contact, target: target, language: language)
        shown.contact = typed
        guard let contact = Contact(typed: typed) else {
            shown.error = typed.isEmpty ? .noContact : .badContact
            return try page(shown, context)
        }
        let answer = try await register.sendCode(
            to: .contact(contact), language: language, client: client(context), rules: limits.codes, now: now())
        switch answer {
        case .sent(let handle):
            shown.step = .code(handle)
            shown.masked = contact.masked
        case .tooMany(let seconds): shown.error = .tooMany(minutes: (seconds + 59) / 60)
        }
        return try page(shown, context)
    }

    private func prove(
        _ request: Request, _ context: ServiceContext, _ language: SiteLanguage
    ) async throws -> Response {
        try ration(context)
        let fields = try await SiteForm.fields(
            of: request, context, single: [Self.contactName, Self.codeName, Self.handleName, Self.targetName])
        let target = ProveTarget(fields[Self.targetName], language)
        guard let handle = CodeHandle(hex: fields[Self.handleName]) else { throw Problem.badForm }
        var shown = ProvePage(step: .code(handle), target: target, language: language)
        // Only for sending another one there: what is proved is what the code was sent to.
        shown.contact = fields[Self.contactName]
        shown.masked = Contact(typed: shown.contact)?.masked ?? ""
        let proof = try await register.proveCode(
            handle, typed: fields[Self.codeName], rules: limits.codes, now: now())
        switch proof {
        case .proved(let contact):
            try await context.session.grant(.contact(contact), limits: limits.proofLasts)
            return Response(status: .seeOther, headers: [.location: target.path, .cacheControl: "no-store"])
        case .wrong(let left): shown.error = .wrongCode(left: left)
        case .over:
            shown.step = .contact
            shown.error = .codeOver
        }
        return try page(shown, context)
    }

    /// The target in the address, as it stands there: paths of ours need no escapes but that of the slash.
    private static func target(of request: Request) -> String {
        let values = (request.uri.query ?? "").split(separator: "&").filter { $0.hasPrefix("\(targetName)=") }
        guard values.count == 1, let value = values.first?.dropFirst(targetName.utf8.count + 1) else { return "" }
        return String(value).replacing("%2F", with: "/").replacing("%2f", with: "/")
    }
}
