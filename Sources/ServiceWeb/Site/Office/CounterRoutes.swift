import HTTPTypes
import Hummingbird
import Register

/// 代填 and what else staff do at a counter for somebody who is there. The forms are the applicant's own: the browser at the counter
/// gets to see that application, until its turn is ended.
struct CounterRoutes: Sendable {
    /// What is done to a pass whose holder is there.
    static let acts: [(key: String, words: Words)] = [
        ("lost", Words("掛失：遺失", "Lost")), ("stolen", Words("掛失：遭竊", "Stolen")),
        ("mislaid", Words("掛失：一時找不到", "Mislaid")), ("found", Words("尋獲，恢復使用", "Found")),
        ("cancel", Words("註銷", "Cancel")), ("left", Words("離職或終止靠行", "Left employer or haulier")),
        ("code", Words("領證碼：裝進手機", "A code, to open it on a phone")),
    ]

    let register: Register
    let site: Site
    let office: DevelopmentOffice
    let sessions: SiteSessions
    let limits: WebLimits
    /// Seconds since 1970.
    let now: @Sendable () -> Int64

    func add(to router: Router<ServiceContext>) {
        // The guard comes first: what it refuses looks like any address at which there is nothing.
        let group = router.group("office/counter").add(middleware: OfficeGuard()).add(middleware: PageErrors())
            .add(middleware: sessions)
        group.get("/") { _, _ in try await page() }
        group.post("start") { request, context in try await start(request, context) }
        group.post("open") { request, context in try await open(request, context) }
        group.post("receipt") { request, context in try await receipt(request, context) }
        group.post("slip") { request, _ in try await slip(request) }
        group.post("end") { request, context in
            _ = try await fields(of: request)
            try await context.session.end()
            return PageFrame.redirect(to: .counter)
        }
        group.post("pass") { request, _ in try await pass(request) }
        group.post("told") { request, _ in
            let fields = try await fields(of: request, ["release"])
            _ = try await register.noteTold(Int64(fields["release"]) ?? 0, by: principal(), now: now())
            return PageFrame.redirect(to: .counter)
        }
    }

    private func principal() throws -> Principal { try Principal("office:dev") }

    private func fields(of request: Request, _ names: Set<String> = []) async throws -> FormFields {
        let fields = try await FormBody.fields(of: request, single: names.union([DevelopmentOffice.tokenName]))
        guard office.accepts(fields[DevelopmentOffice.tokenName]) else { throw Problem.notFound }
        return fields
    }

    private func page(_ notice: Words? = nil, isError: Bool = false) async throws -> Response {
        CounterPage(
            token: office.token, untold: try await register.untoldReleases(), utcOffset: register.utcOffset,
            notice: notice, isError: isError
        ).response
    }

    private static let unknownNumber = Words("查無這個號碼，請再核對", "No such number; check it")

    // MARK: Applications

    private func start(_ request: Request, _ context: ServiceContext) async throws -> Response {
        let fields = try await fields(of: request, ["kind", "channel", "language"])
        guard let kind = ApplicationKind(rawValue: fields["kind"]),
            let channel = PassApplication.Channel(rawValue: fields["channel"]), channel != .online,
            let language = SiteLanguage(rawValue: fields["language"]), let first = kind.steps.first
        else { throw Problem.badForm }
        let draft = try await register.startCounterDraft(
            kind, channel: channel, language: language, by: principal(), now: now())
        try await context.session.grant(.application(draft.id), limits: limits.proofLasts)
        return redirect("/\(language.rawValue)/\(ApplyPaths.step(draft.number, first))")
    }

    private func desk() throws -> CounterDesk {
        CounterDesk(register: register, site: site, principal: try principal(), now: now())
    }

    private func open(_ request: Request, _ context: ServiceContext) async throws -> Response {
        guard let application = try await desk().application(fields(of: request, ["number"])["number"]) else {
            return try await page(Self.unknownNumber, isError: true)
        }
        try await context.session.grant(.application(application.id), limits: limits.proofLasts)
        return redirect("/\(application.language.rawValue)/\(ApplyPaths.progress(application.number))")
    }

    private func receipt(_ request: Request, _ context: ServiceContext) async throws -> Response {
        guard let (draft, application) = try await desk().receipt(fields(of: request, ["number"])["number"]) else {
            return try await page(Self.unknownNumber, isError: true)
        }
        return CounterReceiptPage(
            draft: draft, application: application, token: office.token, utcOffset: register.utcOffset, now: now()
        ).response
    }

    private func slip(_ request: Request) async throws -> Response {
        let fields = try await fields(of: request, ["number", "code"])
        guard let (number, pdf) = try await desk().slip(fields["number"], code: fields["code"]) else {
            return try await page(Self.unknownNumber, isError: true)
        }
        return DrawnDocuments.response(pdf, name: number)
    }

    private func redirect(_ path: String) -> Response {
        Response(status: .seeOther, headers: [.location: path, .cacheControl: "no-store"])
    }

    // MARK: Passes

    private func pass(_ request: Request) async throws -> Response {
        let fields = try await fields(of: request, ["number", "act"])
        guard let act = CounterDesk.Act(rawValue: fields["act"]) else { throw Problem.badForm }
        let (number, answer) = try await desk().pass(fields["number"], act)
        switch answer {
        case .unknown: return try await page(Self.unknownNumber, isError: true)
        case .impossible: return try await page(Words("\(number) 不能辦理", "Not possible"), isError: true)
        case .notThroughCompany:
            return try await page(Words("\(number) 不是經由公司申請", "Not through a company"), isError: true)
        case .done: return try await page(Words("\(number) 已辦理", "Done"))
        case .code(let code, let expires):
            return CounterPassCodePage(
                number: number, code: code, expires: expires, utcOffset: register.utcOffset, now: now()
            ).response
        }
    }
}
