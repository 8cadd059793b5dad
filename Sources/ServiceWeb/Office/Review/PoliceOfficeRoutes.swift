import HTTPTypes
import Hummingbird
import NIOCore
import Register
import Tables

/// Asking the police of many at once: a table out, a table back.
struct PoliceOfficeRoutes: Sendable {
    func add(to router: OfficeRouter) {
        router.page("police", .givePoliceVerdicts) { page in try show(page) }
        // Identity numbers go out with it: that is written down, so it is no mere look.
        router.form("police/questions", .givePoliceVerdicts, isGrave: true) { page, _ in
            guard let table = try await page.register.policeQuestions(by: page.principal, now: page.now) else {
                return try show(page, problems: [page.words["staff.police-none"]])
            }
            return Response(
                status: .ok,
                headers: [
                    .contentType: "text/csv; charset=utf-8",
                    .contentDisposition: "attachment; filename=\"police-\(page.now).csv\"",
                ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: table)))
        }
        router.upload("police/answers", .givePoliceVerdicts, file: "table") { page, _, upload in
            let words = page.words
            switch upload {
            case nil: return try show(page, problems: [words["errors.choose"]])
            case .tooLarge: return try show(page, problems: [words["errors.too-large"]])
            case .file(let bytes):
                let answers: PoliceAnswers
                do {
                    answers = try await page.register.takePoliceAnswers(bytes, by: page.principal, now: page.now)
                } catch let error as TableError {
                    return try show(page, problems: ["\(words["staff.police-table"]) (\(error.code))"])
                }
                let problems = answers.report.problems.prefix(50).map { problem in
                    let rule = FaultWords.text(Fault(problem.field ?? "other", problem.rule), words)
                    return words["staff.police-row", ["row": String(problem.row), "problem": rule]]
                }
                return try show(
                    page, problems: Array(problems),
                    done: words["staff.police-recorded", ["count": String(answers.recorded)]])
            }
        }
    }

    private func show(_ page: StaffPage, problems: [String] = [], done: String? = nil) throws -> Response {
        var view = OfficeView("office-police", title: page.words["staff.menu-police"])
        view.isError = !problems.isEmpty
        view.status = problems.isEmpty ? .ok : .unprocessableContent
        view.done = done
        view.values = ErrorSummaryView(problems: problems, fields: []).values
        view.values["questions"] = page.link("police/questions")
        view.values["answers"] = page.link("police/answers")
        return try view.response(in: page)
    }
}
