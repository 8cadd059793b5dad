import Hummingbird
import Register

/// What somebody has here: drafts, applications, passes; and how each stands.
struct MyRoutes: Sendable {
    let register: Register
    let access: ApplicantAccess
    let facts: @Sendable () -> FormFacts
    /// Seconds since 1970.
    let now: @Sendable () -> Int64

    func add(to router: SiteRouter) {
        router.get("my") { page in try await mine(page.withForms()) }
        router.post("my/leave") { page in try await leave(page.withForms()) }
        router.get("my/applications/:number") { page in try await progress(page.withForms()) }
        router.get("my/applications/:number/answers") { page in
            let opened = try await access.application(page)
            return AnswersPage(
                opened: opened, facts: facts(), utcOffset: register.utcOffset,
                accesses: try await register.accesses(to: opened.application.id),
                passes: PassLetter.isWanted(opened)
                    ? try await register.history(of: opened.application.id).passes.map(\.number) : []
            ).response(in: page)
        }
        router.get("my/applications/:number/correct") { page in try await correction(page.withForms()) }
        router.post("my/applications/:number/correct") { page in try await correct(page.withForms()) }
        router.get("my/applications/:number/withdraw") { page in try await withdrawal(page.withForms()) }
        router.post("my/applications/:number/withdraw") { page in try await withdraw(page.withForms()) }
    }

    private func principal() throws -> Principal { try Principal("site") }

    private func mine(_ page: PageContext) async throws -> Response {
        guard let session = try await page.session,
            session.hasContact || !session.applications.isEmpty || !session.passes.isEmpty
        else {
            return page.redirect(to: page.proving(then: ApplyPaths.mine))
        }
        var applications: [PassApplication] = []
        var passes: [PassSummary] = []
        for contact in try session.contacts {
            applications += try await register.applications(of: contact)
            passes += try await register.passes(of: contact)
        }
        for id in session.applications where !applications.contains(where: { $0.id == id }) {
            if let application = try await register.application(id) { applications.append(application) }
        }
        for id in session.passes {
            guard let number = try await register.pass(id)?.number, !passes.contains(where: { $0.number == number })
            else { continue }
            passes += try await register.passes(number: number).suffix(1)
        }
        return MyPage(
            applications: applications, passes: passes, contacts: try session.contacts, now: now(),
            utcOffset: register.utcOffset
        )
        .response(in: page)
    }

    /// Ends what was proved in this browser, and what it kept: the next one at a shared computer finds nothing.
    private func leave(_ page: PageContext) async throws -> Response {
        _ = try await page.fields(single: [])
        try await page.context.session.end()
        var answer = page.redirect(to: "")
        // W3C Clear Site Data, section 3.1. Without cookies: the language stays.
        answer.headers[.clearSiteData] = "\"cache\", \"storage\""
        return answer
    }

    private func progress(_ page: PageContext) async throws -> Response {
        let (application, history) = try await access.progress(page)
        return ProgressPage(
            application: application, history: history,
            faulted: application.state == .correction ? try await access.application(page) : nil,
            usual: try await register.usualDuration(of: application.kind, now: now()),
            reason: application.reason.flatMap { code in
                register.reasons(for: "reject").first { $0.code == code }
            }, matters: try await register.matters(of: application), facts: facts(), now: now(),
            utcOffset: register.utcOffset
        ).response(in: page)
    }

    private func correction(_ page: PageContext) async throws -> Response {
        let opened = try await access.application(page)
        guard opened.application.state == .correction else {
            return page.redirect(to: ApplyPaths.progress(opened.application.number))
        }
        return CorrectionPage(
            opened: opened, values: opened.values, faults: [], facts: facts(), utcOffset: register.utcOffset
        ).response(in: page)
    }

    private func correct(_ page: PageContext) async throws -> Response {
        let opened = try await access.application(page)
        let application = opened.application
        guard application.state == .correction else {
            return page.turnAway(to: ApplyPaths.progress(application.number))
        }
        let form = CorrectionPage(
            opened: opened, values: opened.values, faults: [], facts: facts(), utcOffset: register.utcOffset)
        let names = StepAnswers.names(form.step)
        let people = Set(PeopleRows.names)
        let fields = try await page.fields(
            single: names.single.union(people), repeated: names.repeated, most: people.count + 64)
        var values = StepAnswers.merged(fields, of: form.step, into: opened.values)
        if !fields["people.0.name"].isEmpty { values = PeopleRows.merged(fields, into: values) }
        guard try await register.save(values, of: application.id, version: application.version, now: now()) else {
            return page.redirect(to: ApplyPaths.act(application.number, "correct"))
        }
        switch try await register.submit(application.id, by: principal(), now: now()) {
        case .submitted, .changed: return page.redirect(to: ApplyPaths.progress(application.number))
        case .refused(let faults):
            let saved = try await access.application(page)
            return CorrectionPage(
                opened: saved, values: saved.values, faults: faults, facts: facts(), utcOffset: register.utcOffset
            ).response(in: page)
        }
    }

    private func withdrawal(_ page: PageContext) async throws -> Response {
        let opened = try await access.application(page)
        var content = SitePage("withdraw", title: page.words["my.withdraw-title"])
        content.menu = ApplyPaths.mine
        content.values = [
            "number": opened.application.number,
            "action": page.link(ApplyPaths.act(opened.application.number, "withdraw")),
            "back": page.link(ApplyPaths.progress(opened.application.number)),
        ]
        return page.response(content)
    }

    private func withdraw(_ page: PageContext) async throws -> Response {
        let opened = try await access.application(page)
        _ = try await page.fields(single: [])
        _ = try await register.withdraw(opened.application.id, by: principal(), now: now())
        return page.redirect(to: ApplyPaths.progress(opened.application.number))
    }
}
