import Hummingbird
import Register
import SingleWindows

/// What single windows were asked and said, and questions that were given up, each with somebody who has it in hand.
struct WindowOfficeRoutes: Sendable {
    func add(to router: OfficeRouter) {
        router.page("windows", .seeShips) { page in try await show(page) }
        router.page("windows/:question", .seeShips) { page in try await one(page) }
        router.form("windows/:question/act", .seeShips, .doTasks, fields: ["act"]) { page, fields in
            try await act(page, fields)
        }
    }

    private func show(_ page: StaffPage) async throws -> Response {
        let dead = try await page.register.deadQuestions()
        let newest = try await page.register.windowQuestions(limit: 100)
        let strays = try await page.register.windowReceipts(of: nil, limit: 20)
        return try WindowPage.list(dead: dead, newest: newest, strays: strays, page)
    }

    private func question(_ page: StaffPage) throws -> Int64 {
        guard let sequence = Int64(page.parameter("question")) else { throw Problem.notFound }
        return sequence
    }

    private func one(_ page: StaffPage, problem: String? = nil) async throws -> Response {
        let sequence = try question(page)
        guard let asked = try await page.register.windowQuestion(sequence) else { throw Problem.notFound }
        let receipts = try await page.register.windowReceipts(of: sequence)
        let state = try await page.register.windowState(of: asked.question.subject)
        return try WindowPage.one(asked, state: state, receipts: receipts, problem: problem, page)
    }

    private func act(_ page: StaffPage, _ fields: FormFields) async throws -> Response {
        let sequence = try question(page)
        guard let act = DeadQuestionAct(rawValue: fields["act"]) else {
            return try await one(page, problem: page.words["errors.choose"])
        }
        guard let duty = page.duty else { throw Problem.internalError }
        let isDone = try await page.register.handleDeadQuestion(
            sequence, act, owner: duty.member.name, by: page.principal, now: page.now)
        guard isDone else { return try await one(page, problem: page.words["staff.windows-moved"]) }
        return page.redirect(to: "windows/\(sequence)")
    }
}
