import Hummingbird
import PassFormat
import Register

/// Freeing one's pass of a former employer, or one's vehicle of a former haulier.
struct FormerRoutes: Sendable {
    private static let reasons: Set<String> = ["left-employer", "left-haulier"]

    let register: Register
    let holders: HolderAccess
    let finder: PassFinder
    /// Seconds since 1970.
    let now: @Sendable () -> Int64

    init(register: Register, limits: WebLimits, now: @escaping @Sendable () -> Int64) {
        self.register = register
        self.now = now
        holders = HolderAccess(register: register)
        finder = PassFinder(.former, register: register, limits: limits, now: now)
    }

    func add(to router: SiteRouter) {
        finder.add(to: router)
        router.get("former-employer") { page in explain(page) }
        router.get("former-employer/:number") { page in try await show(page.withForms()) }
        router.post("former-employer/:number") { page in try await leave(page.withForms()) }
    }

    private func explain(_ page: PageContext) -> Response {
        let words = page.words
        var content = SitePage("former", title: words["former.title"])
        content.isIndexed = true
        content.values = [
            "start": page.link("former-employer/find"), "counter": page.link("counter"),
            "days": String(register.service.rule(.objection).within ?? 0),
        ]
        return page.response(content)
    }

    private func pass(_ page: PageContext) async throws -> PassSummary {
        try await holders.pass(page, numbered: page.parameter("number") ?? "")
    }

    private func show(_ page: PageContext) async throws -> Response {
        guard try await holders.hasProof(page) else { return page.redirect(to: "former-employer/find") }
        let pass = try await pass(page)
        let isFreed = pass.state == .revoked && Self.reasons.contains(pass.reason ?? "")
        return isFreed ? done(pass, page) : form(pass, page)
    }

    private func form(_ pass: PassSummary, _ page: PageContext, fault: String? = nil) -> Response {
        let words = page.words
        var agree = FormFieldView(
            name: "agree", kind: .check(isChosen: false), label: words["former.agree"])
        agree.error = fault
        var content = PlainFormPage(title: words["former.confirm-title"])
        content.lead = words["former.confirm-lead", ["number": pass.number]]
        let days = String(register.service.rule(.objection).within ?? 0)
        content.text = [words["former.confirm-company", ["days": days]], words["former.confirm-new"]]
        var form = FormView(
            action: page.link("former-employer/\(pass.number)"), fields: [agree], submit: words["former.send"])
        form.back = page.link(LostPaths.pass(pass.number))
        content.form = form
        return content.response(in: page)
    }

    private func done(_ pass: PassSummary, _ page: PageContext) -> Response {
        end("done", pass, look: .success, page, links: [(page.link("apply"), page.words["former.to-apply"])])
    }

    private func end(
        _ key: String, _ pass: PassSummary, look: NoticeBox.Look, _ page: PageContext,
        links: [(address: String, text: String)]
    ) -> Response {
        let words = page.words
        var content = PlainFormPage(title: words["former.\(key)-title"])
        content.box = NoticeBox(
            look: look, title: pass.number, text: words["former.\(key)-text"])
        content.links = links
        return content.response(in: page)
    }

    private func leave(_ page: PageContext) async throws -> Response {
        let pass = try await pass(page)
        let words = page.words
        let fields = try await page.fields(single: ["agree"])
        guard fields["agree"] == "yes" else { return form(pass, page, fault: words["errors.agree.required"]) }
        let mine = (page.link(LostPaths.pass(pass.number)), words["former.to-pass"])
        switch try await register.leaveEmployer(pass.id, by: Principal("site"), now: now()) {
        case .done, .already: return page.redirect(to: "former-employer/\(pass.number)")
        case .notThroughCompany(let pass): return end("own", pass, look: .plain, page, links: [mine])
        case .withStaff(let pass):
            return end(
                "staff", pass, look: .warning, page,
                links: [(page.link(OpinionPaths.appeal(pass.number)), words["lost.to-appeal"])])
        case .over(let pass): return end("over", pass, look: .plain, page, links: [mine])
        }
    }
}
