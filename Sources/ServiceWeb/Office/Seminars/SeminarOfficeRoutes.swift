import HTTPTypes
import Hummingbird
import Identifiers
import Register

/// Seminars in the office: who writes them, notes who came and answers, and who makes it what everybody sees.
struct SeminarOfficeRoutes: Sendable {
    private static let reason: Set<String> = ["seen", "reason-zh", "reason-en"]

    func add(to router: OfficeRouter) {
        router.page("seminars", .seeSeminars) { page in try await list(page) }
        router.page("seminars-new", .runSeminars) { page in try write(page) }
        router.form(
            "seminars-new", .runSeminars, fields: SeminarFields.names, repeated: SeminarFields.repeated
        ) { page, fields in try await create(page, fields) }
        router.page("seminars/:seminar", .seeSeminars) { page in try await show(page) }
        router.page("seminars/:seminar/edit", .runSeminars) { page in try await edit(page) }
        router.form(
            "seminars/:seminar/edit", .runSeminars, fields: SeminarFields.names, repeated: SeminarFields.repeated
        ) { page, fields in try await keep(page, fields) }
        router.form("seminars/:seminar/drop", .runSeminars, fields: ["seen"]) { page, fields in
            try await drop(page, fields)
        }
        router.form("seminars/:seminar/publish", .publishSeminars, fields: Self.reason) { page, fields in
            try await publish(page, fields)
        }
        router.form("seminars/:seminar/cancel", .publishSeminars, fields: Self.reason) { page, fields in
            try await cancel(page, fields)
        }
        router.page("seminars/:seminar/people", .runSeminars) { page in try await people(page) }
        router.form("seminars/:seminar/people", .runSeminars, repeated: ["came"]) { page, fields in
            try await note(page, fields)
        }
        router.page("seminars/:seminar/answers-new", .runSeminars) { page in try await newAnswer(page) }
        router.form(
            "seminars/:seminar/answers-new", .runSeminars, fields: SeminarOfficePages.answerFields
        ) { page, fields in try await answer(page, fields) }
        router.page("seminars/:seminar/answers/:answer/edit", .runSeminars) { page in try await editAnswer(page) }
        router.form(
            "seminars/:seminar/answers/:answer/edit", .runSeminars, fields: SeminarOfficePages.answerFields
        ) { page, fields in try await rewrite(page, fields) }
        router.form("seminars/:seminar/answers/:answer/publish", .publishSeminars, fields: ["seen"]) { page, fields in
            try await letThrough(true, page, fields)
        }
        router.form("seminars/:seminar/answers/:answer/take-back", .publishSeminars, fields: ["seen"]) { page, fields in
            try await letThrough(false, page, fields)
        }
    }

    // MARK: Reading

    private func list(_ page: StaffPage) async throws -> Response {
        try SeminarOfficePages.list(try await page.register.seminars(), page)
    }

    private func show(_ page: StaffPage) async throws -> Response {
        let found = try await found(page)
        return try SeminarOfficePages.show(
            found, try await page.register.seminarQuestions(found.number), page, problems: [])
    }

    private func found(_ page: StaffPage) async throws -> Seminar {
        guard let number = Int64(page.parameter("seminar")), let found = try await page.register.seminar(number) else {
            throw Problem.notFound
        }
        return found
    }

    private func after(_ change: SeminarChange, _ found: Seminar, _ page: StaffPage) async throws -> Response {
        try SeminarOfficePages.after(change, found, try await page.register.seminarQuestions(found.number), page)
    }

    // MARK: Writing

    private func write(_ page: StaffPage) throws -> Response {
        try SeminarOfficePages.form(SeminarForm(), of: nil, page)
    }

    private func create(_ page: StaffPage, _ fields: FormFields) async throws -> Response {
        let form = SeminarFields.form(fields)
        switch try await page.register.draftSeminar(form, by: page.principal, now: page.now) {
        case .changed(let number): return page.redirect(to: "seminars/\(number)")
        case .refused(let faults): return try SeminarOfficePages.form(form, of: nil, faults: faults, page)
        case .moved: throw Problem.notFound
        }
    }

    private func edit(_ page: StaffPage) async throws -> Response {
        let found = try await found(page)
        guard found.state != .cancelled, let content = found.draft?.content ?? found.content else {
            throw Problem.notFound
        }
        return try SeminarOfficePages.form(
            SeminarForm(content, utcOffset: page.register.utcOffset), of: found, page)
    }

    private func keep(_ page: StaffPage, _ fields: FormFields) async throws -> Response {
        let found = try await found(page)
        let form = SeminarFields.form(fields)
        let change = try await page.register.draftSeminar(
            form, of: found.number, seen: Int64(fields["seen"]) ?? 0, by: page.principal, now: page.now)
        switch change {
        case .changed(let number): return page.redirect(to: "seminars/\(number)")
        case .refused(let faults): return try SeminarOfficePages.form(form, of: found, faults: faults, page)
        // What was typed is there to be compared with what another wrote meanwhile.
        case .moved: return try SeminarOfficePages.form(form, of: found, isMoved: true, page)
        }
    }

    private func drop(_ page: StaffPage, _ fields: FormFields) async throws -> Response {
        let found = try await found(page)
        let change = try await page.register.dropSeminarDraft(found.number, seen: Int64(fields["seen"]) ?? 0)
        guard case .changed = change else { return try await after(change, found, page) }
        return page.redirect(to: found.state == .draft ? "seminars" : "seminars/\(found.number)")
    }

    // MARK: Everybody sees it

    private func publish(_ page: StaffPage, _ fields: FormFields) async throws -> Response {
        let found = try await found(page)
        let change = try await page.register.publishSeminar(
            found.number, seen: Int64(fields["seen"]) ?? 0, reason: reason(fields), by: page.principal, now: page.now)
        return try await after(change, found, page)
    }

    private func cancel(_ page: StaffPage, _ fields: FormFields) async throws -> Response {
        let found = try await found(page)
        let change = try await page.register.cancelSeminar(
            found.number, seen: Int64(fields["seen"]) ?? 0, reason: reason(fields), by: page.principal, now: page.now)
        return try await after(change, found, page)
    }

    private func reason(_ fields: FormFields) -> Register.AnnouncementReason {
        Register.AnnouncementReason(chinese: fields["reason-zh"], english: fields["reason-en"])
    }

    // MARK: Who comes

    private func people(_ page: StaffPage) async throws -> Response {
        let found = try await found(page)
        let guests = try await page.register.seminarGuests(found.number, by: page.principal, now: page.now)
        return try SeminarOfficePages.people(found, guests, page)
    }

    private func note(_ page: StaffPage, _ fields: FormFields) async throws -> Response {
        let found = try await found(page)
        let change = try await page.register.noteAttendance(
            found.number, came: Set(fields.all("came").compactMap { Int64($0) }), by: page.principal, now: page.now)
        return try await after(change, found, page)
    }

    // MARK: Answers

    private func question(_ page: StaffPage, of seminar: Seminar) async throws -> SeminarQuestion {
        guard let number = Int64(page.parameter("answer")),
            let question = try await page.register.seminarQuestion(number), question.seminar == seminar.number
        else { throw Problem.notFound }
        return question
    }

    private func newAnswer(_ page: StaffPage) async throws -> Response {
        let found = try await found(page)
        guard found.state == .published else { throw Problem.notFound }
        let empty = SeminarAnswer(question: "", questionInEnglish: "", answer: "", answerInEnglish: "")
        return try SeminarOfficePages.answerForm(empty, of: found, as: nil, page)
    }

    private func answer(_ page: StaffPage, _ fields: FormFields) async throws -> Response {
        let found = try await found(page)
        let words = SeminarOfficePages.words(fields)
        let change = try await page.register.writeAnswer(words, of: found.number, by: page.principal, now: page.now)
        guard case .refused(let faults) = change else { return try await after(change, found, page) }
        return try SeminarOfficePages.answerForm(words, of: found, as: nil, faults: faults, page)
    }

    private func editAnswer(_ page: StaffPage) async throws -> Response {
        let found = try await found(page)
        let question = try await question(page, of: found)
        return try SeminarOfficePages.answerForm(question.words, of: found, as: question, page)
    }

    private func rewrite(_ page: StaffPage, _ fields: FormFields) async throws -> Response {
        let found = try await found(page)
        let question = try await question(page, of: found)
        let words = SeminarOfficePages.words(fields)
        let change = try await page.register.rewriteAnswer(
            words, as: question.number, seen: Int64(fields["seen"]) ?? 0, by: page.principal, now: page.now)
        switch change {
        case .changed: return page.redirect(to: "seminars/\(found.number)")
        case .moved: return try SeminarOfficePages.answerForm(words, of: found, as: question, isMoved: true, page)
        case .refused(let faults):
            return try SeminarOfficePages.answerForm(words, of: found, as: question, faults: faults, page)
        }
    }

    private func letThrough(_ isPublic: Bool, _ page: StaffPage, _ fields: FormFields) async throws -> Response {
        let found = try await found(page)
        let question = try await question(page, of: found)
        let change = try await page.register.showAnswer(
            isPublic, question.number, seen: Int64(fields["seen"]) ?? 0, by: page.principal, now: page.now)
        return try await after(change, found, page)
    }
}
