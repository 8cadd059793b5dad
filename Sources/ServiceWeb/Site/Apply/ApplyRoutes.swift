import Hummingbird
import PassCrypto
import Photos
import Register

/// Applying: a page a group of questions, kept as it is typed, and sent at the end.
struct ApplyRoutes: Sendable {
    let register: Register
    let pictures: PictureDesk
    let access: ApplicantAccess
    /// Seconds since 1970.
    let now: @Sendable () -> Int64

    func add(to router: SiteRouter) {
        for kind in ApplicationKind.allCases {
            router.get(ApplyPaths.intro(kind)) { page in
                IntroPage(kind: kind, facts: facts).response(in: try page.withForms())
            }
            router.post(ApplyPaths.intro(kind)) { page in try await start(kind, page.withForms()) }
        }
        router.get("apply/:number/:step") { page in try await show(page.withForms()) }
        router.post("apply/:number/:step") { page in try await answer(page.withForms()) }
        router.get("apply/:number/pictures/:picture") { page in try await picture(page.withForms()) }
        router.post("apply/:number/attach/:field") { page in try await attach(page.withForms()) }
        router.post("apply/:number/attach/:field/remove") { page in try await detach(page.withForms()) }
        router.post("apply/:number/table") { page in try await table(page.withForms()) }
    }

    var facts: FormFacts { FormFacts(procedures: register.procedures, ports: register.ports) }

    private func principal() throws -> Principal { try Principal("site") }

    // MARK: Beginning

    private func start(_ kind: ApplicationKind, _ page: PageContext) async throws -> Response {
        let fields = try await page.fields(single: ["renews"])
        var values = FieldValues()
        if !fields["renews"].isEmpty { values["renews"] = fields["renews"] }
        let id = try await register.startDraft(
            kind, values: values, contact: try await page.session?.contacts.first, language: page.language, now: now())
        guard let application = try await register.application(id), let first = kind.steps.first else {
            throw Problem.notFound
        }
        try await page.context.session.grant(.application(id), limits: .proof)
        return page.redirect(to: ApplyPaths.step(application.number, first))
    }

    // MARK: A step

    private func step(_ opened: Register.OpenedApplication, _ page: PageContext) throws -> FormStep {
        guard let step = opened.application.kind.steps.first(where: { $0.name == page.parameter("step") }) else {
            throw Problem.notFound
        }
        return step
    }

    private func show(_ page: PageContext) async throws -> Response {
        let opened = try await access.application(page)
        let step = try step(opened, page)
        guard opened.application.state == .draft else {
            return page.redirect(to: ApplyPaths.progress(opened.application.number))
        }
        if step.isContact, opened.contact == nil, opened.application.channel == .online,
            try await page.session?.hasContact != true
        {
            return page.redirect(to: page.proving(then: ApplyPaths.step(opened.application.number, step)))
        }
        return try await render(opened, step, opened.values, [], page)
    }

    private func render(
        _ opened: Register.OpenedApplication, _ step: FormStep, _ values: FieldValues, _ faults: [Fault],
        _ page: PageContext
    ) async throws -> Response {
        StepPage(
            opened: opened, step: step, values: values, faults: faults, facts: facts,
            contacts: try await page.session?.contacts ?? []
        ).response(in: page)
    }

    private func answer(_ page: PageContext) async throws -> Response {
        let opened = try await access.application(page)
        let (application, step) = (opened.application, try step(opened, page))
        guard application.state == .draft else {
            return page.turnAway(to: ApplyPaths.progress(application.number))
        }
        if step.name == "people" { return try await people(opened, step, page) }
        if step.isContact { return try await contact(opened, step, page) }
        let names = StepAnswers.names(step)
        let fields = try await page.fields(single: names.single, repeated: names.repeated)
        let values = StepAnswers.merged(fields, of: step, into: opened.values)
        guard try await register.save(values, of: application.id, version: application.version, now: now()) else {
            return try await changedElsewhere(step, values, page)
        }
        if !fields["save"].isEmpty { return page.redirect(to: ApplyPaths.progress(application.number)) }
        var faults = register.faults(
            in: values, of: application.kind, step: step, attached: opened.attached, now: now())
        // A question that an answer made come up is asked before it is missed.
        let shown = Set(fields["shown"].split(separator: " ").map(String.init))
        if StepAnswers.hasMore(fields, step, values) {
            faults.removeAll { fault in step.fields.contains { $0.name == fault.field && !shown.contains($0.name) } }
            return try await render(opened, step, values, faults, page)
        }
        guard faults.isEmpty else { return try await render(opened, step, values, faults, page) }
        return step.isSummary ? try await send(opened, values, page) : next(after: step, of: application, page)
    }

    /// Somebody saved it meanwhile, on another device perhaps: what stands there now is shown, and nothing of it is lost.
    private func changedElsewhere(
        _ step: FormStep, _ values: FieldValues, _ page: PageContext
    ) async throws -> Response {
        let opened = try await access.application(page)
        guard opened.application.state == .draft else {
            return page.redirect(to: ApplyPaths.progress(opened.application.number))
        }
        return try await render(opened, step, values, [Fault("", "changed-elsewhere")], page)
    }

    private func next(after step: FormStep, of application: PassApplication, _ page: PageContext) -> Response {
        let steps = application.kind.steps
        let place = (steps.firstIndex(of: step) ?? 0) + 1
        return page.redirect(to: ApplyPaths.step(application.number, steps[min(place, steps.count - 1)]))
    }

    private func send(
        _ opened: Register.OpenedApplication, _ values: FieldValues, _ page: PageContext
    ) async throws -> Response {
        let number = opened.application.number
        switch try await register.submit(opened.application.id, by: principal(), now: now()) {
        case .submitted, .changed: return page.redirect(to: ApplyPaths.progress(number))
        case .refused(let faults):
            guard let step = opened.application.kind.steps.last else { throw Problem.notFound }
            return try await render(opened, step, values, faults, page)
        }
    }

    // MARK: Whom to write to

    private func contact(
        _ opened: Register.OpenedApplication, _ step: FormStep, _ page: PageContext
    ) async throws -> Response {
        let fields = try await page.fields(single: ["contact", "save", "shown"])
        let known = try await page.session?.contacts ?? []
        // By its place: an address is not sent back and forth.
        guard let place = Int(fields["contact"]), known.indices.contains(place) else {
            // At a counter there may be none: the code on the receipt shows how it stands.
            if opened.application.channel != .online, ["", "none"].contains(fields["contact"]) {
                return next(after: step, of: opened.application, page)
            }
            if opened.contact != nil, fields["contact"] == "kept" {
                return next(after: step, of: opened.application, page)
            }
            return try await render(opened, step, opened.values, [Fault("contact", "required")], page)
        }
        guard
            try await register.save(
                opened.values, contact: known[place], of: opened.application.id, version: opened.application.version,
                now: now())
        else { return try await changedElsewhere(step, opened.values, page) }
        return next(after: step, of: opened.application, page)
    }

    // MARK: People

    private func people(
        _ opened: Register.OpenedApplication, _ step: FormStep, _ page: PageContext
    ) async throws -> Response {
        let fields = try await PeopleRows.fields(of: page)
        let values = PeopleRows.merged(fields, into: opened.values)
        guard
            try await register.save(
                values, of: opened.application.id, version: opened.application.version, now: now())
        else { return try await changedElsewhere(step, values, page) }
        if !fields["save"].isEmpty { return page.redirect(to: ApplyPaths.progress(opened.application.number)) }
        if !fields["more"].isEmpty { return try await render(opened, step, PeopleRows.withMore(values), [], page) }
        let faults = register.faults(
            in: values, of: opened.application.kind, step: step, attached: opened.attached, now: now())
        return faults.isEmpty
            ? next(after: step, of: opened.application, page)
            : try await render(opened, step, values, faults, page)
    }

    private func table(_ page: PageContext) async throws -> Response {
        let opened = try await access.application(page)
        guard opened.application.state == .draft,
            let step = opened.application.kind.steps.first(where: { $0.name == "people" })
        else { throw Problem.notFound }
        let (fields, upload) = try await pictures.form(page, file: "table")
        try page.check(fields)
        switch PeopleTable.read(upload, into: opened.values) {
        case .failure(let fault): return try await render(opened, step, opened.values, [fault], page)
        case .success(let values):
            guard
                try await register.save(
                    values, of: opened.application.id, version: opened.application.version, now: now())
            else { return try await changedElsewhere(step, values, page) }
            let faults = register.faults(
                in: values, of: opened.application.kind, step: step, attached: opened.attached, now: now())
            return try await render(opened, step, values, faults, page)
        }
    }

    // MARK: Pictures

    private func picture(_ page: PageContext) async throws -> Response {
        let opened = try await access.application(page)
        guard let attachment = opened.attachments.first(where: { page.parameter("picture") == $0.hex }),
            let jpeg = try await register.picture(attachment.id, of: opened.application.id)
        else { throw Problem.notFound }
        return Response(
            status: .ok, headers: [.contentType: "image/jpeg", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: jpeg)))
    }

    /// Where a field's file is asked for: among the form's steps, or in a correction.
    private func back(_ opened: Register.OpenedApplication, _ field: String) -> String {
        let application = opened.application
        guard application.state == .draft else { return ApplyPaths.act(application.number, "correct") }
        let step = application.kind.steps.first { step in
            step.fields.contains { $0.name == field || ($0.shape == .documents && field.hasPrefix("doc-")) }
        }
        return step.map { ApplyPaths.step(application.number, $0) } ?? ApplyPaths.progress(application.number)
    }

    private func attach(_ page: PageContext) async throws -> Response {
        let opened = try await access.application(page)
        let (fields, upload) = try await pictures.form(page, file: "file")
        try page.check(fields)
        guard let field = page.parameter("field"), FileFields(opened, facts).all.contains(field) else {
            throw Problem.notFound
        }
        do {
            let jpeg = try await pictures.jpeg(upload, as: field == "photo" ? .photo : .document, page)
            let attached = try await register.attach(
                jpeg, as: field, replacing: field == "photo", to: opened.application.id, now: now())
            guard attached != nil else { throw PictureDesk.Refusal(rule: "no-room") }
        } catch let refusal as PictureDesk.Refusal {
            let fault = Fault(field, refusal.rule)
            return opened.application.state == .draft
                ? try await render(opened, filesStep(opened, field), opened.values, [fault], page)
                : CorrectionPage(
                    opened: opened, values: opened.values, faults: [fault], facts: facts, utcOffset: register.utcOffset
                ).response(in: page)
        }
        return page.redirect(to: back(opened, field) + "#" + field)
    }

    private func filesStep(_ opened: Register.OpenedApplication, _ field: String) throws -> FormStep {
        let step = opened.application.kind.steps.first { step in
            step.fields.contains { $0.name == field || ($0.shape == .documents && field.hasPrefix("doc-")) }
        }
        guard let step else { throw Problem.notFound }
        return step
    }

    private func detach(_ page: PageContext) async throws -> Response {
        let opened = try await access.application(page)
        let fields = try await page.fields(single: ["picture"])
        guard let field = page.parameter("field"),
            let attachment = opened.attachments.first(where: { $0.field == field && $0.hex == fields["picture"] })
        else { throw Problem.notFound }
        _ = try await register.detach(attachment.id, from: opened.application.id, now: now())
        return page.redirect(to: back(opened, field) + "#" + field)
    }
}

extension Attachment {
    /// In addresses.
    var hex: String { Hex.encode(id) }
}
