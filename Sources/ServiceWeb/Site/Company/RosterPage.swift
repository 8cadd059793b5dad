import Hummingbird
import Register

/// A company's people, or its vehicles.
struct RosterPage {
    let kind: RosterKind
    let membership: Membership
    let found: Register.RosterPage
    /// What was looked for; nil for the whole list.
    let text: String?
    let pager: Pager
    let utcOffset: Int64

    func response(_ page: PageContext) -> Response {
        let words = page.words
        let title = words[kind == .person ? "company.people" : "company.vehicles"]
        let second = kind == .person ? "jobTitle" : "vehicleClass"
        let columns = [kind == .person ? "person" : "plate", second, "pass", "until", "now"]
            .map { words["company.column-\($0)"] }
        let table = TableView(
            caption: words["company.shown", ["count": String(found.entries.count), "total": String(found.total)]],
            columns: columns, rows: found.entries.map { row($0, second, page) })
        var values: [String: Any] = [
            "find": text ?? "", "search": page.link(CompanyPaths.roster(kind)), "isEmpty": found.entries.isEmpty,
            "empty": words[text == nil ? "company.no-entries" : "company.nothing-found"], "table": table.values,
            "hasBack": text != nil, "findLabel": words["company.find-\(kind.rawValue)"],
            "links": links(page),
        ]
        values.merge(pager.values(page)) { $1 }
        return CompanyPage(page, membership, at: CompanyPaths.roster(kind)).response(
            "company-roster", title: "\(title)（\(found.count)）", values)
    }

    private func row(_ entry: RosterEntry, _ second: String, _ page: PageContext) -> [TableView.Cell] {
        let words = page.words
        let value = entry.values[second]
        let state =
            entry.application.map { words["company.under-way", ["number": $0]] }
            ?? (kind == .person && !entry.hasPhoto ? words["company.no-photo"] : "—")
        return [
            .init(entry.title, link: page.link(CompanyPaths.entry(kind, entry.id))),
            .init(
                kind == .vehicle && !value.isEmpty
                    ? words["choices.vehicleClass.\(value)"] : value.isEmpty ? "—" : value),
            .init(entry.pass?.number ?? "—"),
            .init(entry.pass.map { CompanyPage.day($0.expires - 1, utcOffset, words) } ?? "—"), .init(state),
        ]
    }

    private func links(_ page: PageContext) -> [[String: Any]] {
        guard membership.may(.prepare) else { return [] }
        var parts = ["new", "table", "apply", "renew"]
        if kind == .person { parts.insert("photos", at: 2) }
        return parts.map { part in
            [
                "address": page.link(CompanyPaths.roster(kind, part)),
                "text": page.words["company.\(part)-\(kind.rawValue)"],
            ]
        }
    }
}
