import Hummingbird
import OpenData
import PassRender
import Register
import Synchronization

/// The quarterly service report: a page, and the same to print in Chinese and English.
struct ReportRoutes: Sendable {
    private final class Drawn: Sendable {
        /// By quarter and how many releases there are: a correction draws it anew.
        let sheets = Mutex<[String: [UInt8]]>([:])
    }

    let register: Register
    let site: Site
    let shelf: DataShelf
    private let documents = DrawnDocuments()
    private let drawn = Drawn()

    init(register: Register, site: Site, shelf: DataShelf) {
        self.register = register
        self.site = site
        self.shelf = shelf
    }

    func add(to router: SiteRouter) {
        router.get("public/statistics") { page in try await report(page) }
        router.get("public/statistics/:file") { page in try await pdf(page) }
    }

    private func report(_ page: PageContext) async throws -> Response {
        guard let files = try await shelf.shelf()?.files, let rules = register.openDataRules else {
            throw Problem.notFound
        }
        return page.response(try ReportPage.page(files, rules, in: page))
    }

    private func pdf(_ page: PageContext) async throws -> Response {
        let name = page.parameter("file") ?? ""
        guard name.hasSuffix(".pdf"), let quarter = Quarter(text: String(name.dropLast(4))),
            let shelf = try await shelf.shelf(), let rules = register.openDataRules,
            let report = ServiceReport(quarter, releases: shelf.files.releases, plan: rules.plan)
        else { throw Problem.notFound }
        let key = "\(quarter) \(shelf.releases)"
        if let known = drawn.sheets.withLock({ $0[key] }) { return Self.response(known, quarter) }
        let madeAt = shelf.files.releases.last { $0.period == quarter }?.madeAt ?? 0
        let bytes = try await documents.pdf(for: page.context.client) {
            try ReportPaper.pdf(report, rules, site: site, madeAt: madeAt)
        }
        drawn.sheets.withLock { sheets in
            if sheets.count > 40 { sheets = [:] }
            sheets[key] = bytes
        }
        return Self.response(bytes, quarter)
    }

    private static func response(_ bytes: [UInt8], _ quarter: Quarter) -> Response {
        DrawnDocuments.response(bytes, name: "report-\(quarter)", caching: "public, max-age=3600")
    }
}
