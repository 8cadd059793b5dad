import Hummingbird
import Register

/// 意見信箱、陳情、申復: writing to the service, and following it.
struct OpinionRoutes: Sendable {
    let register: Register
    let applicants: ApplicantAccess
    let holders: HolderAccess
    let access: OpinionAccess
    let limits: WebLimits
    private let limiter: RateLimiter
    /// Seconds since 1970.
    let now: @Sendable () -> Int64

    init(register: Register, limits: WebLimits, now: @escaping @Sendable () -> Int64) {
        self.register = register
        self.limits = limits
        self.now = now
        applicants = ApplicantAccess(register: register)
        holders = HolderAccess(register: register)
        access = OpinionAccess(register: register)
        limiter = RateLimiter(burst: limits.proofs, interval: limits.proofInterval)
    }

    func add(to router: SiteRouter) {
        router.get("opinions") { page in try await start(page.withForms()) }
        router.post("opinions") { page in try await send(page.withForms()) }
        router.get("opinions/follow") { page in FollowPage().response(in: try page.withForms()) }
        router.post("opinions/follow") { page in try await follow(page.withForms()) }
        router.get("opinions/mine") { page in try await mine(page) }
        router.get("opinions/appeal/:reference") { page in try await appealForm(page.withForms()) }
        router.post("opinions/appeal/:reference") { page in try await appeal(page.withForms()) }
        router.get("opinions/:number") { page in try await show(page.withForms()) }
        router.post("opinions/:number/add") { page in try await add(page.withForms()) }
        router.post("opinions/:number/withdraw") { page in
            try await act(page) { try await register.withdraw($0, by: principal(), now: now()) }
        }
        router.post("opinions/:number/close") { page in
            try await act(page) { try await register.close($0, by: principal(), now: now()) }
        }
    }

    private func principal() throws -> Principal { try Principal("site") }

    /// Who comes over a proxy on this machine is not one client but many.
    private func client(_ page: PageContext) -> String? {
        page.context.isFromThisMachine ? nil : page.context.client
    }

    // MARK: Writing

    private func form(_ answers: OpinionFormPage.Answers = .init()) -> OpinionFormPage {
        OpinionFormPage(rules: register.service, gates: register.siteFacts.gates, answers: answers)
    }

    private func start(_ page: PageContext) async throws -> Response {
        var answers = OpinionFormPage.Answers()
        answers.contact = try await page.session?.contacts.first?.address ?? ""
        return form(answers).response(in: page)
    }

    private func send(_ page: PageContext) async throws -> Response {
        let fields = try await page.fields(
            single: ["kind", "about", "gate", "text", "contact"])
        let answers = OpinionFormPage.Answers(
            kind: fields["kind"], about: fields["about"], gate: fields["gate"], text: fields["text"],
            contact: fields["contact"])
        var shown = form(answers)
        var faults: [Fault] = []
        let kind = OpinionKind(rawValue: answers.kind).flatMap { $0.isAboutDecision ? nil : $0 }
        if kind == nil { faults.append(Fault("kind", "unknown-choice")) }
        let about = Self.subject(answers, &faults)
        if let fault = register.fault(inOpinion: answers.text) { faults.append(fault) }
        let contact = Contact(typed: answers.contact)
        if contact == nil, !answers.contact.isEmpty { faults.append(Fault("contact", "format")) }
        guard let kind, faults.isEmpty else {
            shown.faults = faults
            return shown.response(in: page)
        }
        let draft = OpinionDraft(
            kind, about: about, text: answers.text, contact: contact, language: page.language)
        switch try await register.send(draft, client: client(page), by: principal(), now: now()) {
        case .received(let receipt):
            try await page.context.session.grant(.opinion(receipt.number), limits: limits.proofLasts)
            return page.redirect(to: OpinionPaths.opinion(receipt.number))
        case .refused(let faults): shown.faults = faults
        case .tooMany(let seconds): shown.wait = seconds
        }
        return shown.response(in: page)
    }

    private static func subject(_ answers: OpinionFormPage.Answers, _ faults: inout [Fault]) -> OpinionSubject? {
        if !answers.about.isEmpty {
            if let number = ApplicationNumber(typed: answers.about) { return .application(number) }
            if let pass = OpinionSubject.pass(typed: answers.about) { return pass }
            faults.append(Fault("about", "format"))
        }
        return answers.gate.isEmpty ? nil : .gate(answers.gate)
    }

    // MARK: Appealing

    /// What the appeal of an address is about, where it is theirs who asks.
    private func subject(_ page: PageContext) async throws -> OpinionSubject {
        var reference = page.parameter("reference") ?? ""
        if let number = Self.violation(page) {
            guard let pass = try await register.violation(number)?.pass else { throw Problem.notFound }
            reference = pass
        }
        if let number = ApplicationNumber(typed: reference) {
            _ = try await applicants.application(page, numbered: number)
            return .application(number)
        }
        return .pass(try await holders.pass(page, numbered: reference).number)
    }

    private static func violation(_ page: PageContext) -> ViolationNumber? {
        ViolationNumber(typed: page.parameter("reference") ?? "")
    }

    private func appealPage(_ subject: OpinionSubject, _ page: PageContext) -> AppealPage {
        var isPass = false
        if case .pass = subject { isPass = true }
        return AppealPage(
            reference: subject.reference, isPass: isPass, violation: Self.violation(page), rules: register.service)
    }

    private func appealForm(_ page: PageContext) async throws -> Response {
        var shown = appealPage(try await subject(page), page)
        shown.contact = try await page.session?.contacts.first?.address ?? ""
        return shown.response(in: page)
    }

    private func appeal(_ page: PageContext) async throws -> Response {
        let subject = try await subject(page)
        let fields = try await page.fields(single: ["text", "contact"])
        var shown = appealPage(subject, page)
        shown.text = fields["text"]
        shown.contact = fields["contact"]
        let contact = Contact(typed: fields["contact"])
        if contact == nil, !fields["contact"].isEmpty {
            shown.faults = [Fault("contact", "format")]
            return shown.response(in: page)
        }
        var draft = OpinionDraft(
            .appeal, about: subject, text: fields["text"], contact: contact, language: page.language)
        draft.violation = Self.violation(page)
        switch try await register.send(draft, client: client(page), by: principal(), now: now()) {
        case .received(let receipt):
            try await page.context.session.grant(.opinion(receipt.number), limits: limits.proofLasts)
            return page.redirect(to: OpinionPaths.opinion(receipt.number))
        case .refused(let faults): shown.faults = faults
        case .tooMany(let seconds): shown.wait = seconds
        }
        return shown.response(in: page)
    }

    // MARK: Following

    private func follow(_ page: PageContext) async throws -> Response {
        let fields = try await page.fields(single: ["number", "code"])
        var shown = FollowPage(number: fields["number"])
        if let client = client(page), let wait = limiter.take(client, at: .now) {
            shown.wait = max(1, wait.components.seconds)
            return shown.response(in: page)
        }
        guard let number = OpinionNumber(typed: fields["number"]), let code = RetrievalCode(typed: fields["code"]),
            try await register.opinion(number, code: code) != nil
        else {
            shown.isWrong = true
            return shown.response(in: page)
        }
        try await page.context.session.grant(.opinion(number), limits: limits.proofLasts)
        return page.redirect(to: OpinionPaths.opinion(number))
    }

    private func mine(_ page: PageContext) async throws -> Response {
        guard let session = try await page.session, session.hasContact || !session.opinions.isEmpty else {
            return page.redirect(to: page.proving(then: OpinionPaths.mine))
        }
        var opinions: [Opinion] = []
        for contact in try session.contacts { opinions += try await register.opinions(of: contact) }
        for number in session.opinions where !opinions.contains(where: { $0.number == number }) {
            if let opinion = try await register.opinion(number) { opinions.append(opinion) }
        }
        return OpinionListPage(opinions: opinions, utcOffset: register.utcOffset).response(in: page)
    }

    private func shown(_ opened: OpenedOpinion) async throws -> OpinionPage {
        let number = opened.opinion.number
        return OpinionPage(
            opened: opened, code: try register.code(of: number),
            question: try await register.satisfaction(of: .opinion, number: number.text), rules: register.service,
            utcOffset: register.utcOffset, now: now())
    }

    private func show(_ page: PageContext) async throws -> Response {
        try await shown(access.opinion(page)).response(in: page)
    }

    private func add(_ page: PageContext) async throws -> Response {
        let opened = try await access.opinion(page)
        let fields = try await page.fields(single: ["text"])
        let number = opened.opinion.number
        switch try await register.add(fields["text"], to: number, by: principal(), now: now()) {
        case .refused(let faults):
            var shown = try await shown(opened)
            shown.text = fields["text"]
            shown.faults = faults
            return shown.response(in: page)
        case .changed, .impossible, .needsAnother: return page.redirect(to: OpinionPaths.opinion(number))
        }
    }

    private func act(
        _ page: PageContext, _ body: (OpinionNumber) async throws -> OpinionChange
    ) async throws -> Response {
        let number = try await access.opinion(page).opinion.number
        _ = try await page.fields(single: [])
        _ = try await body(number)
        return page.redirect(to: OpinionPaths.opinion(number))
    }
}
