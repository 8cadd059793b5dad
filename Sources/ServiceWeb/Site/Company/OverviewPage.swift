import Hummingbird
import Register

/// How a company stands, and what there is to do.
struct OverviewPage {
    let membership: Membership
    let overview: Register.CompanyOverview
    /// Whether who looks has an authenticator app already.
    let hasApp: Bool

    func response(_ page: PageContext) -> Response {
        let words = page.words
        let company = membership.company
        func count(_ state: ApplicationState) -> Int64 { overview.applications[state] ?? 0 }
        func tile(_ path: String, _ word: String, _ number: Int64? = nil) -> [String: Any] {
            [
                "address": page.link(path), "text": words["company.\(word)"],
                "note": number.map { words["company.\(word)-count", ["count": String($0)]] }
                    ?? words["company.\(word)-text"],
            ]
        }
        var tiles: [[String: Any]] = []
        if count(.correction) > 0, membership.may(.apply) {
            tiles.append(tile(CompanyPaths.applications + "?state=correction", "to-correct", count(.correction)))
        }
        if count(.awaitingPayment) > 0, membership.may(.pay) {
            tiles.append(tile(CompanyPaths.payments, "to-pay", count(.awaitingPayment)))
        }
        if overview.expiring > 0, membership.may(.prepare) {
            tiles.append(tile(CompanyPaths.roster(.person, "renew"), "to-renew", Int64(overview.expiring)))
        }
        if overview.objectable > 0 {
            tiles.append(tile(CompanyPaths.releases, "releases", Int64(overview.objectable)))
        }
        tiles.append(tile(CompanyPaths.roster(.person), "people", overview.people))
        tiles.append(tile(CompanyPaths.roster(.vehicle), "vehicles", overview.vehicles))
        if membership.may(.prepare) {
            tiles.append(tile(CompanyPaths.roster(.person, "apply"), "apply-person"))
            tiles.append(tile(CompanyPaths.roster(.vehicle, "apply"), "apply-vehicle"))
        }
        if membership.may(.receive) {
            tiles.append(tile(CompanyPaths.crew, "crew"))
            tiles.append(tile(CompanyPaths.visitors, "visitors"))
        }
        let under = count(.submitted) + count(.checking) + count(.approved)
        tiles.append(tile(CompanyPaths.applications, "applications", under))
        var boxes: [NoticeBox] = []
        if company.state != .active {
            boxes.append(
                NoticeBox(
                    look: .warning, title: words["company.state-\(company.state.rawValue)"],
                    text: words["company.state-\(company.state.rawValue)-text"]))
        }
        if membership.asksSecondFactor, !hasApp {
            boxes.append(
                NoticeBox(title: words["company.large"], text: words["company.large-text"]))
        }
        let values: [String: Any] = [
            "tiles": tiles, "boxes": boxes.map(\.values), "number": company.number,
            "role": words["company.role-\(membership.role.rawValue)"], "mayEdit": membership.may(.edit),
            "details": page.link(CompanyPaths.details),
            "links": overview.releases > overview.objectable
                ? [["address": page.link(CompanyPaths.releases), "text": words["company.releases"]]] : [],
        ]
        return CompanyPage(page, membership, at: CompanyPaths.home).response(
            "company-home", title: company.name, values)
    }
}
