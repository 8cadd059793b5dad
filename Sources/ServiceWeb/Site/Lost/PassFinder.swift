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

        var find: String { "\(path)/find" }
        var code: String { "\(path)/code" }
    }

    let register: Register
    let purpose: Purpose
    let holders: HolderAccess
    private let codes: CodeDesk
    /// Seconds since 1970.
    let now: @Sendable () -> Int64

    init(_ purpose: Purpose, register: Register, limits: WebLimits, now: @escaping @Sendable () -> Int64) {
        self.purpose = purpose
        self.register = register
        self.now = now
        holders = HolderAccess(register: register)
        codes = CodeDesk(register: register, limits: limits, now: now)
    }

    func add(to router: SiteRouter) {
        router.get(purpose.find) { page in try await start(page.withForms()) }
        router.post(purpose.find) { page in try await find(page.withForms()) }
        router.post(purpose.code) { page in try await prove(page.withForms()) }
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
        if let wait = codes.wait(page) {
            shown.wait = wait
            return shown.response(in: page)
        }
        if !fields["retrievalCode"].isEmpty { return try await open(fields["retrievalCode"], shown, page) }
        guard let number = PassNumber.typed(fields["number"]) else {
            shown.faults = [Fault("number", fields["number"].isEmpty ? "required" : "format")]
            return shown.response(in: page)
        }
        let contact = try await register.contactOnFile(pass: number)
        switch try await codes.send(to: .onFile(contact, asked: "pass:" + number), page) {
        case .sent(let handle): return codePage(number, handle, page).response(in: page)
        case .tooMany(let seconds):
            shown.wait = seconds
            return shown.response(in: page)
        }
    }

    /// With the code that a counter printed.
    private func open(_ typed: String, _ shown: PassFinderPage, _ page: PageContext) async throws -> Response {
        guard let code = RetrievalCode(typed: typed),
            case .application(let id)? = try await register.target(of: code, now: now())
        else {
            var shown = shown
            shown.faults = [Fault("retrievalCode", "not-found")]
            return shown.response(in: page)
        }
        try await page.context.session.grant(.application(id), limits: codes.limits.proofLasts)
        return page.redirect(to: purpose.find)
    }

    private func codePage(_ number: String, _ handle: CodeHandle, _ page: PageContext) -> CodePage {
        let words = page.words
        return CodePage(
            handle: handle, action: purpose.code, back: purpose.find, lead: words["lost.code-sent", ["number": number]],
            submit: words["prove.confirm"], hidden: [(name: "number", value: number)])
    }

    private func prove(_ page: PageContext) async throws -> Response {
        let fields = try await page.fields(single: ["code", "handle", "number"])
        guard let handle = CodeHandle(hex: fields["handle"]), let number = PassNumber.typed(fields["number"]) else {
            throw Problem.badForm
        }
        var shown = codePage(number, handle, page)
        if let wait = codes.wait(page) {
            shown.failure = .wait(wait)
            return shown.response(in: page)
        }
        shown.failure = try await codes.take(fields["code"], of: handle, page)
        return shown.failure == nil
            ? page.redirect(to: "\(purpose.path)/\(number)") : shown.response(in: page)
    }
}
