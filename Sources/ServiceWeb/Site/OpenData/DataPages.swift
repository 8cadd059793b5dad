import Hummingbird
import OpenData
import Register

/// The pages of open data: which sets there are, and each with its charts and tables for who would rather look.
struct DataPages: Sendable {
    let shelf: DataShelf

    func add(to router: SiteRouter) {
        router.get("public/data") { page in try await list(page) }
        router.get("public/data/:dataset") { page in try await dataset(page) }
        router.get("public/satisfaction") { page in try await satisfaction(page) }
    }

    private func list(_ page: PageContext) async throws -> Response {
        guard let files = try await shelf.shelf()?.files else { throw Problem.notFound }
        return page.response(Self.list(files, in: page))
    }

    private func dataset(_ page: PageContext) async throws -> Response {
        let id = page.parameter("dataset") ?? ""
        guard let files = try await shelf.shelf()?.files, let dataset = Dataset.all.first(where: { $0.id == id }) else {
            throw Problem.notFound
        }
        let content = DatasetPage(dataset: dataset, files: files, page: page)
        return page.response(try content.page(menu: "public/data", path: "public/data/\(id)"))
    }

    /// The same of satisfaction, where the menu has it.
    private func satisfaction(_ page: PageContext) async throws -> Response {
        guard let files = try await shelf.shelf()?.files,
            let dataset = Dataset.all.first(where: { $0.id == "satisfaction" })
        else { throw Problem.notFound }
        let content = DatasetPage(dataset: dataset, files: files, page: page)
        return page.response(try content.page(menu: "public/satisfaction", path: "public/satisfaction"))
    }

    @inline(never)
    private static func list(_ files: DataFiles, in page: PageContext) -> SitePage {
        let words = page.words
        var content = SitePage("data", title: words["menu.data"])
        content.menu = "public/data"
        content.isIndexed = true
        content.addSiblings(words)
        content.values["hasReleases"] = !files.releases.isEmpty
        content.values["latest"] = words["data.latest", ["period": files.releases.last?.period.description ?? ""]]
        content.values["datasets"] = Dataset.all.map { dataset -> [String: Any] in
            [
                "address": page.link("public/data/\(dataset.id)"),
                "name": DataWords.values(DataWords.title(of: dataset, page)),
                "detail": DataWords.values(dataset.about, page.language),
            ]
        }
        content.values["hasChanges"] = !files.changes.isEmpty
        content.values["changes"] = [changes(files, page).values]
        return content
    }

    private static func changes(_ files: DataFiles, _ page: PageContext) -> TableView {
        let words = page.words
        return TableView(
            caption: words["data.changes"],
            columns: [
                words["data.column-quarter"], words["data.column-revision"], words["data.column-published"],
                words["data.column-reason"],
            ],
            rows: files.changes.prefix(40).map { release in
                let reason = DataWords.text(release.reason, page.language)
                return [
                    .init(release.period.description), .init(String(release.revision), isNumber: true),
                    .init(files.day(release.madeAt)),
                    release.revision == 1 ? .init(words["data.first"]) : .init(reason.text, language: reason.foreign),
                ]
            })
    }
}
