import Hummingbird
import Register

/// Passes that their holders freed of the company, the newest first.
struct ReleaseListPage {
    let membership: Membership
    let releases: [EmployerRelease]
    let utcOffset: Int64
    let now: Int64

    func response(_ page: PageContext) -> Response {
        let words = page.words
        let values: [String: Any] = [
            "isEmpty": releases.isEmpty, "lead": words["company.releases-lead"],
            "table": TableView(
                caption: words["company.releases"],
                columns: ["pass", "released", "objection"].map { words["company.column-\($0)"] },
                rows: releases.map { release in
                    [
                        .init(release.passNumber),
                        .init(CompanyPage.day(release.releasedAt, utcOffset, words)), objection(release, page),
                    ]
                }
            ).values,
        ]
        return CompanyPage(page, membership, at: CompanyPaths.releases).response(
            "company-releases", title: words["company.releases"], values)
    }

    private func objection(_ release: EmployerRelease, _ page: PageContext) -> TableView.Cell {
        let words = page.words
        if let number = release.objection { return .init(number.text) }
        guard release.objectUntil > now else { return .init(words["company.object-over"]) }
        let day = ["date": CompanyPage.day(release.objectUntil - 1, utcOffset, words)]
        guard membership.may(.release) else { return .init(words["company.object-until", day]) }
        return .init(words["company.object", day], link: page.link("\(CompanyPaths.releases)/\(release.id)"))
    }
}

/// Where a company says why it objects.
struct ObjectionPage {
    let membership: Membership
    let release: EmployerRelease
    /// Characters of a text.
    let longest: Int
    let utcOffset: Int64
    let now: Int64
    var text = ""
    var faults: [Fault] = []

    func response(_ page: PageContext) -> Response {
        guard release.objection == nil, release.objectUntil > now else {
            return page.redirect(to: CompanyPaths.releases)
        }
        let words = page.words
        var field = FormFieldView.company("objection", .lines(rows: 8), value: text, words: words)
        field.hint = words["company.hint-objection", ["most": String(longest)]]
        field.error = faults.first.map { FaultWords.text($0, words) }
        var form = FormView(
            action: page.link("\(CompanyPaths.releases)/\(release.id)"), fields: [field],
            submit: words["company.object-send"])
        form.back = page.link(CompanyPaths.releases)
        return CompanyPage(page, membership, at: CompanyPaths.releases).form(
            title: words["company.object-title", ["number": release.passNumber]],
            lead: words[
                "company.object-lead", ["date": CompanyPage.day(release.releasedAt, utcOffset, words)]], form)
    }
}
