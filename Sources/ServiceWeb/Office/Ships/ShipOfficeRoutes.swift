import Hummingbird
import Register
import ShipCalls

/// A port's ships, as its feeds tell of them, and how old that is.
struct ShipOfficeRoutes: Sendable {
    func add(to router: OfficeRouter) {
        router.page("ships", .seeShips) { page in try await show(page) }
    }

    private func show(_ page: StaffPage) async throws -> Response {
        let feeds = try await page.register.shipFeeds()
        let ports = Set(feeds.map(\.port)).sorted()
        guard let port = PortCode(rawValue: page.query("port")) ?? ports.first else {
            return try ShipPage.withoutFeeds(page)
        }
        guard ports.contains(port) else { throw Problem.notFound }
        let ships = try await page.register.ships(port: port)
        return try ShipPage(ports: ports, port: port, feeds: feeds.filter { $0.port == port }, ships: ships)
            .response(page)
    }
}
