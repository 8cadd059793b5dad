import HTTPTypes
import Hummingbird
import NIOCore
import Register
import Tables

/// Where a table of people or vehicles is sent, and what came of it.
struct RosterTablePage {
    let kind: RosterKind
    let membership: Membership
    var takesGood = false
    /// Why it could not be read at all.
    var problem: String?
    var result: RosterImport?

    func response(_ page: PageContext) -> Response {
        let words = page.words
        var values: [String: Any] = [
            "action": page.link(CompanyPaths.roster(kind, "table")), "takesGood": takesGood,
            "template": page.link(CompanyPaths.roster(kind, "template.csv")), "problem": problem ?? "",
            "hasProblem": problem != nil, "hasResult": result != nil, "hasReport": false, "boxes": [String](),
            "roster": page.link(CompanyPaths.roster(kind)), "columns": columns(words),
        ]
        var file = FormFieldView.company("table", .file(types: ".csv,text/csv"), words: words)
        file.error = problem
        values.merge(ErrorSummaryView(problems: [], fields: [file]).values) { $1 }
        if let result { add(result, to: &values, page) }
        return CompanyPage(page, membership, at: CompanyPaths.roster(kind)).response(
            "company-table", title: words["company.table-\(kind.rawValue)"], values,
            isError: problem != nil || result?.isStored == false)
    }

    private func columns(_ words: SiteWords) -> String {
        let isChinese = words.language == .zhHant
        // Each has a Chinese heading first, and an English one second.
        return kind.schema.columns.prefix(kind == .person ? 8 : 5).compactMap { column in
            isChinese ? column.headings.first : column.headings.dropFirst().first
        }.joined(separator: isChinese ? "、" : ", ")
    }

    private func add(_ result: RosterImport, to values: inout [String: Any], _ page: PageContext) {
        let words = page.words
        let counts = [
            "added": String(result.added), "changed": String(result.changed), "unchanged": String(result.unchanged),
            "wrong": String(result.wrongRows),
        ]
        values["boxes"] = [
            NoticeBox(
                look: result.isStored ? .success : .warning,
                title: words[result.isStored ? "company.table-stored" : "company.table-refused"],
                text: words[result.isStored ? "company.table-counts" : "company.table-refused-text", counts]
            ).values
        ]
        values["hasReport"] = !result.report.isEmpty
        values["table"] =
            TableView(
                caption: words["company.table-report", ["count": String(result.report.count)]],
                columns: ["row", "field", "problem"].map { words["company.column-\($0)"] },
                rows: result.report.problems.map { problem in
                    [
                        .init(String(problem.row), isNumber: true),
                        .init(problem.field.map { TableWords.field($0, words) } ?? words["company.whole-row"]),
                        .init(FaultWords.text(Fault(problem.field ?? "", problem.rule, ["most": ""]), words)),
                    ]
                }
            ).values
        values["hasIgnored"] = !result.ignoredColumns.isEmpty
        values["ignored"] =
            words[
                "company.table-ignored",
                ["columns": result.ignoredColumns.map { ColumnName.letters($0) }.joined(separator: "、")]]
    }

    /// An empty table to fill in.
    static func template(_ kind: RosterKind) -> Response {
        var writer = CSVWriter()
        writer.append(kind.schema.template)
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8", .cacheControl: "no-store",
                .contentDisposition: "attachment; filename=\"\(kind.rawValue).csv\"",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: writer.bytes)))
    }
}

/// What is wrong with a table, in words.
enum TableWords {
    static func text(_ error: TableError, _ words: SiteWords) -> String {
        let facts = [
            "row": error.row.map(String.init) ?? "", "field": error.field.map { field($0, words) } ?? "",
        ]
        return words.find("company.table-\(error.code.rawValue)").map { _ in
            words["company.table-\(error.code.rawValue)", facts]
        } ?? words["company.table-not-text", facts]
    }

    static func field(_ name: String, _ words: SiteWords) -> String {
        words.find("company.field-\(name)") ?? words.find("fields.\(name).label") ?? name
    }
}
