import HTTPTypes
import Hummingbird
import Identifiers
import NIOCore
import Register
import Tables

/// Who came and went at a port's gates, and who did not: as charts, as tables, and to be taken away.
struct EntryOfficeRoutes: Sendable {
    /// Records that came just now and are counted before the page is shown; the rest is counted meanwhile.
    private static let counted: Int64 = 20_000

    func add(to router: OfficeRouter) {
        router.page("entries", .seeGates) { page in try await show(page) }
        router.page("entries/table", .seeGates) { page in try await table(page) }
    }

    /// What is asked for: a port and days.
    private struct Question {
        let port: SeedPort
        let days: ClosedRange<CivilDate>
        let problems: [String]
    }

    private func question(_ page: StaffPage) throws -> Question {
        let words = page.words
        guard let first = page.portsWithGates.first else { throw Problem.notFound }
        let port = page.query("port").isEmpty ? first : try page.port(named: page.query("port"))
        let today = CivilDate(of: page.now, utcOffset: page.register.utcOffset)
        let week = CivilDate(daysSinceEpoch: today.daysSinceEpoch - 6)...today
        func day(_ name: String, _ otherwise: CivilDate) -> CivilDate? {
            page.query(name).isEmpty ? otherwise : try? DateText.parse(page.query(name))
        }
        guard let from = day("from", week.lowerBound), let to = day("to", week.upperBound) else {
            return Question(port: port, days: week, problems: [words["staff.entries-day-wrong"]])
        }
        guard from <= to, to.daysSinceEpoch - from.daysSinceEpoch < Register.mostEntryDays else {
            let most = String(Register.mostEntryDays)
            return Question(port: port, days: week, problems: [words["staff.entries-range-wrong", ["count": most]]])
        }
        return Question(port: port, days: from...to, problems: [])
    }

    private func show(_ page: StaffPage) async throws -> Response {
        let question = try question(page)
        try await page.register.tallyJournals(limit: Self.counted)
        let figures = try await page.register.entryFigures(port: question.port.id, days: question.days)
        return try EntryFiguresPage.response(
            figures, port: question.port, days: question.days, problems: question.problems, page)
    }

    private func table(_ page: StaffPage) async throws -> Response {
        let question = try question(page)
        guard question.problems.isEmpty else { throw Problem.badForm }
        try await page.register.tallyJournals(limit: Self.counted)
        let lines = try await page.register.entryLines(port: question.port.id, days: question.days)
        let name = "entries-\(question.port.id)-\(DateText.iso(question.days.lowerBound)).csv"
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8",
                .contentDisposition: "attachment; filename=\"\(name)\"",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: Self.csv(lines, page))))
    }

    @inline(never)
    private static func csv(_ lines: [EntryFigures.Line], _ page: StaffPage) -> [UInt8] {
        let words = page.words
        var table = CSVWriter()
        table.append(
            ["day", "hour", "gate", "direction", "outcome", "reason", "reason-name", "count"].map {
                words["staff.entries-column-\($0)"]
            })
        for line in lines {
            table.append([
                DateText.iso(line.day), String(line.hour), line.gate, words["staff.direction-\(line.direction)"],
                words["staff.outcome-\(line.outcome.name)"], GateReason.code(line.reason, page),
                line.reason.isEmpty ? "" : GateReason.text(line.reason, page), String(line.count),
            ])
        }
        return table.bytes
    }
}
