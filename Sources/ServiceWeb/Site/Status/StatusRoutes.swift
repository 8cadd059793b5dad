import Hummingbird
import Register

/// 進度查詢: how an application stands, for who has its number and reads what is sent to the contact on file, or has the code of a
/// counter, which may also be that of a pass. Whether there is such an application nobody learns who has neither.
struct StatusRoutes: Sendable {
    private static let path = "status"

    private let register: Register
    private let codes: CodeDesk
    /// Seconds since 1970.
    private let now: @Sendable () -> Int64

    init(register: Register, limits: WebLimits, now: @escaping @Sendable () -> Int64) {
        self.register = register
        self.now = now
        codes = CodeDesk(register: register, limits: limits, now: now)
    }

    func add(to router: SiteRouter) {
        router.get(Self.path) { page in StatusPage().response(in: try page.withForms()) }
        router.post(Self.path) { page in try await find(page.withForms()) }
        router.post("\(Self.path)/code") { page in try await prove(page.withForms()) }
    }

    private func find(_ page: PageContext) async throws -> Response {
        let fields = try await page.fields(single: ["applicationNumber", "retrievalCode"])
        var shown = StatusPage()
        shown.number = fields["applicationNumber"]
        if let wait = codes.wait(page) {
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
        switch try await codes.send(to: .onFile(contact, asked: "application:" + number.text), page) {
        case .sent(let handle): return codePage(number, handle, page).response(in: page)
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
        try await context.context.session.grant(grant, limits: codes.limits.proofLasts)
        return context.redirect(to: path)
    }

    private func path(to grant: SessionGrant) async throws -> String? {
        switch grant {
        case .application(let id): try await register.application(id).map { ApplyPaths.progress($0.number) }
        case .pass(let id): try await register.pass(id).map { ApplyPaths.pass($0.number) }
        case .contact, .phone, .opinion, .account: nil
        }
    }

    private func codePage(_ number: ApplicationNumber, _ handle: CodeHandle, _ page: PageContext) -> CodePage {
        let words = page.words
        return CodePage(
            handle: handle, action: "\(Self.path)/code", back: Self.path, lead: words["status.sent"],
            submit: words["status.show"], hidden: [(name: "applicationNumber", value: number.text)], menu: Self.path)
    }

    private func prove(_ page: PageContext) async throws -> Response {
        let fields = try await page.fields(single: ["code", "handle", "applicationNumber"])
        guard let handle = CodeHandle(hex: fields["handle"]),
            let number = ApplicationNumber(typed: fields["applicationNumber"])
        else { throw Problem.badForm }
        var shown = codePage(number, handle, page)
        if let wait = codes.wait(page) {
            shown.failure = .wait(wait)
            return shown.response(in: page)
        }
        shown.failure = try await codes.take(fields["code"], of: handle, page)
        return shown.failure == nil
            ? page.redirect(to: ApplyPaths.progress(number.text)) : shown.response(in: page)
    }
}
