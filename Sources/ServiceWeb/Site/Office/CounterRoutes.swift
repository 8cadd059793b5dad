import HTTPTypes
import Hummingbird
import NIOCore
import PassFormat
import PassRender
import Register

/// 代填 and what else staff do at a counter for somebody who is there. The forms are the applicant's own: the browser at the counter
/// gets to see that application, until its turn is ended.
struct CounterRoutes: Sendable {
    /// What is done to a pass whose holder is there.
    static let acts: [(key: String, words: Words)] = [
        ("lost", Words("掛失：遺失", "Lost")), ("stolen", Words("掛失：遭竊", "Stolen")),
        ("mislaid", Words("掛失：一時找不到", "Mislaid")), ("found", Words("尋獲，恢復使用", "Found")),
        ("cancel", Words("註銷", "Cancel")), ("left", Words("離職或終止靠行", "Left employer or haulier")),
        ("code", Words("領取碼：裝進手機", "A code, to open it on a phone")),
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

    private func application(_ fields: FormFields) async throws -> PassApplication? {
        guard let number = ApplicationNumber(typed: fields["number"]) else { return nil }
        guard let application = try await register.application(number: number), application.channel != .online else {
            return nil
        }
        return application
    }

    private func open(_ request: Request, _ context: ServiceContext) async throws -> Response {
        guard let application = try await application(fields(of: request, ["number"])) else {
            return try await page(Self.unknownNumber, isError: true)
        }
        try await context.session.grant(.application(application.id), limits: limits.proofLasts)
        return redirect("/\(application.language.rawValue)/\(ApplyPaths.progress(application.number))")
    }

    private func receipt(_ request: Request, _ context: ServiceContext) async throws -> Response {
        guard let application = try await application(fields(of: request, ["number"])) else {
            return try await page(Self.unknownNumber, isError: true)
        }
        let draft = try await register.renewCounterCode(for: application.id, by: principal(), now: now())
        return CounterReceiptPage(
            draft: draft, application: application, token: office.token, utcOffset: register.utcOffset, now: now()
        ).response
    }

    /// The same as a document, for who has the code in the page before them: it is stored nowhere.
    private func slip(_ request: Request) async throws -> Response {
        let fields = try await fields(of: request, ["number", "code"])
        guard let application = try await application(fields), let code = RetrievalCode(typed: fields["code"]),
            try await register.target(of: code, now: now()) == .application(application.id)
        else { return try await page(Self.unknownNumber, isError: true) }
        let (kind, channel) = (
            CounterReceiptPage.kind(application.kind), CounterReceiptPage.channel(application.channel)
        )
        func text(_ language: SiteLanguage) -> [String] {
            ["counter.slip-code", "counter.slip-where"].map { site.words(language)[$0] }
        }
        let slip = CounterSlip(
            issuerName: site.words(.zhHant)["site.name"], number: application.number, code: code.text,
            kind: Label(kind.chinese, kind.english), channel: Label(channel.chinese, channel.english),
            printedAt: now(), goodUntil: register.counterCodeExpires(from: now()) - 1,
            utcOffset: Int(register.utcOffset), chinese: text(.zhHant),
            translated: application.language == .zhHant ? [] : text(application.language))
        let document = try CounterSlipDocument.pdf(slip, createdAt: now())
        return Response(
            status: .ok,
            headers: [
                .contentType: "application/pdf", .cacheControl: "no-store",
                .contentDisposition: "inline; filename=\"\(application.number).pdf\"",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: document.bytes)))
    }

    private func redirect(_ path: String) -> Response {
        Response(status: .seeOther, headers: [.location: path, .cacheControl: "no-store"])
    }

    // MARK: Passes

    private func pass(_ request: Request) async throws -> Response {
        let fields = try await fields(of: request, ["number", "act"])
        guard let number = PassNumber.typed(fields["number"]),
            let pass = try await register.passes(number: number).last(where: {
                $0.state != .waiting && $0.state != .intended && $0.state != .void
            })
        else { return try await page(Self.unknownNumber, isError: true) }
        let (principal, now) = (try principal(), now())
        switch fields["act"] {
        case "left":
            switch try await register.leaveEmployer(pass.id, by: principal, now: now) {
            case .done, .already: return try await page(Words("\(number) 已註銷", "Cancelled"))
            case .notThroughCompany:
                return try await page(Words("\(number) 不是經由公司申請", "Not through a company"), isError: true)
            case .withStaff, .over: return try await page(Words("\(number) 不能辦理", "Not possible"), isError: true)
            }
        case "found": return try await page(register.reportFound(pass.id, by: principal, now: now), number)
        case "cancel": return try await page(register.cancelPass(pass.id, by: principal, now: now), number)
        case "code":
            let (code, expires) = try await register.makePassCode(number: number, by: principal, now: now)
            return CounterPassCodePage(
                number: number, code: code, expires: expires, utcOffset: register.utcOffset, now: now
            ).response
        case let act:
            guard let kind = LossKind(rawValue: act) else { throw Problem.badForm }
            return try await page(register.reportLost(pass.id, kind, by: principal, now: now), number)
        }
    }

    private func page(_ outcome: HolderOutcome, _ number: String) async throws -> Response {
        switch outcome {
        case .done, .already: try await page(Words("\(number) 已辦理", "Done"))
        case .withStaff, .over: try await page(Words("\(number) 不能辦理", "Not possible"), isError: true)
        }
    }
}
