import Hummingbird
import PassFormat
import PassVerify
import Register

/// A company's applications.
struct ApplicationListPage {
    let membership: Membership
    let applications: [PassApplication]
    let state: ApplicationState?
    let pager: Pager
    let utcOffset: Int64

    func response(_ page: PageContext) -> Response {
        let words = page.words
        let mayOpen = membership.may(.apply)
        let isMoving = membership.may(.receive) && applications.contains(where: Self.isMovable)
        let table = TableView(
            caption: words["company.applications"],
            columns: (["number", "what", "state", "changed"] + (isMoving ? ["move"] : [])).map {
                words["company.column-\($0)"]
            },
            rows: applications.map { application in
                [
                    .init(
                        application.number,
                        link: mayOpen ? page.link(CompanyPaths.application(application.number)) : nil),
                    .init(words["apply.title-\(application.kind.rawValue)"]),
                    .init(words["my.state-\(application.state.rawValue)"]),
                    .init(CompanyPage.day(application.changedAt, utcOffset, words)),
                    Self.isMovable(application)
                        ? .init(
                            words["company.move"],
                            link: page.link(CompanyPaths.application(application.number, "move"))) : .init("—"),
                ]
            })
        let states: [ApplicationState?] = [
            nil, .submitted, .correction, .checking, .awaitingPayment, .issued, .rejected,
        ]
        var values: [String: Any] = [
            "isEmpty": applications.isEmpty, "empty": words["company.no-applications"], "table": table.values,
            "filters": states.map { state -> [String: Any] in
                [
                    "address": page.link(CompanyPaths.applications)
                        + (state.map { "?state=\($0.rawValue)" } ?? ""),
                    "text": state.map { words["my.state-\($0.rawValue)"] } ?? words["company.all"],
                    "isCurrent": state == self.state,
                ]
            }, "hasFilters": true,
            "links": [
                ["address": page.link(CompanyPaths.roster(.person, "apply")), "text": words["company.apply-person"]],
                ["address": page.link(CompanyPaths.crew), "text": words["company.crew"]],
            ],
        ]
        values.merge(pager.values(page)) { $1 }
        return CompanyPage(page, membership, at: CompanyPaths.applications).response(
            "company-list", title: words["company.applications"], values)
    }
}

extension ApplicationListPage {
    /// Whether it is a visit that was approved: its days can be moved.
    private static func isMovable(_ application: PassApplication) -> Bool {
        application.kind == .visit && application.state == .issued
    }
}

/// A company's passes that are not over.
struct PassListPage {
    let membership: Membership
    let passes: [PassSummary]
    let pager: Pager
    let utcOffset: Int64
    let now: Int64

    func response(_ page: PageContext) -> Response {
        let words = page.words
        let table = TableView(
            caption: words["company.passes"],
            columns: ["pass", "what", "state", "until"].map { words["company.column-\($0)"] },
            rows: passes.map { pass in
                [
                    .init(pass.number), .init(words["pass.term-\(pass.term.jsonName)"]),
                    .init(words["company.pass-\(pass.stateName(at: now))"]),
                    .init(CompanyPage.day(pass.expires - 1, utcOffset, words)),
                ]
            })
        var values: [String: Any] = [
            "isEmpty": passes.isEmpty, "empty": words["company.no-passes"], "table": table.values,
            "filters": [String](), "hasFilters": false,
            "links": [
                ["address": page.link(CompanyPaths.roster(.person, "renew")), "text": words["company.renew-person"]],
                ["address": page.link(CompanyPaths.roster(.vehicle, "renew")), "text": words["company.renew-vehicle"]],
                ["address": page.link(CompanyPaths.releases), "text": words["company.releases"]],
            ],
        ]
        values.merge(pager.values(page)) { $1 }
        return CompanyPage(page, membership, at: CompanyPaths.passes).response(
            "company-list", title: words["company.passes"], values)
    }
}
