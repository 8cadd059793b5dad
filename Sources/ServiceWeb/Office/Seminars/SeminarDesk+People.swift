import HTTPTypes
import Hummingbird
import Identifiers
import Register

/// Who comes to a seminar, and the answers on its page: who runs it notes and writes them, another lets the answers through.
extension SeminarDesk {
    func addPeople(to router: OfficeRouter) {
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
