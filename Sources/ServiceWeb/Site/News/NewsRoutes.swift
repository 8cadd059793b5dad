import Hummingbird
import Identifiers
import Register

/// `/LANG/news`: what the office announced, by year and port, and each on a page of its own.
struct NewsRoutes: Sendable {
    static let path = "news"

    let register: Register
    let shelf: NewsShelf
    /// Seconds since 1970.
    let now: @Sendable () -> Int64

    func add(to router: SiteRouter) {
        router.get(Self.path) { page in try await list(page) }
        router.get("\(Self.path)/:number") { page in try await show(page) }
    }

    private var today: CivilDate { CivilDate(of: now(), utcOffset: register.utcOffset) }

    private func list(_ page: PageContext) async throws -> Response {
        let shelf = try await shelf.shelf()
        return page.response(
            try NewsListPage(shelf: shelf, ports: register.siteFacts.ports, today: today, page: page).made())
    }

    private func show(_ page: PageContext) async throws -> Response {
        let shelf = try await shelf.shelf()
        // A draft is what it would be if there were none.
        guard let number = page.number, let found = shelf.published.first(where: { $0.number == number }),
            found.isPublic(on: today)
        else { throw Problem.notFound }
        return page.response(
            NewsPage(announcement: found, ports: register.siteFacts.ports, today: today, page: page)
                .made(utcOffset: register.utcOffset))
    }
}
