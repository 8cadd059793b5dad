import GateCore
import HTTPTypes
import Hummingbird
import ServiceLifecycle
import StrictJSON

/// What is new, waited for, and how the gate is.
struct EventRoutes: Sendable {
    /// How long an answer waits for news.
    private static let patience: Duration = .seconds(20)

    let desk: KioskDesk

    func add(to router: Router<BasicRequestContext>) {
        router.get("api/events") { request, _ in try await events(request) }
        router.get("api/state") { _, _ -> Response in
            desk.photos.forgetOld()
            return .json(.object(await KioskState(desk: desk).members()))
        }
        router.post("api/update") { request, _ in try await update(request) }
        router.post("api/banner") { request, _ in try await dismiss(request) }
    }

    /// A guard has read a banner.
    private func dismiss(_ request: Request) async throws -> Response {
        var form = try await Form(request)
        let banner = try form.word("code", KioskBanner.self)
        try form.end()
        await desk.dismiss(banner)
        return .done
    }

    private func events(_ request: Request) async throws -> Response {
        let after = try request.uri.queryParameters["after"].map { text throws -> Int64 in
            guard let id = Int64(text) else { throw KioskProblem.form("after is no event's number") }
            return id
        }
        desk.photos.forgetOld()
        // A program that ends does not wait for those who wait for news.
        let news = await withGracefulShutdownHandler {
            await desk.news(after: after, within: Self.patience)
        } onGracefulShutdown: {
            desk.bell.close()
        }
        var members: JSONObject = [
            "next": .integer(news.next), "events": .array((news.events ?? []).map(\.json)),
            "state": .object(await KioskState(desk: desk).members()),
        ]
        if news.events == nil {
            if after != nil { members["missed"] = .bool(true) }
            members["shown"] = news.shown.map { .object($0) } ?? .null
            members["tray"] = .object(await desk.trayMembers)
        }
        return .json(.object(members))
    }

    /// Looks for newer lists at once. That there are none, or no network, is an answer and no failure of the page.
    private func update(_ request: Request) async throws -> Response {
        let form = try await Form(request)
        try form.end()
        guard let link = desk.link else {
            throw KioskProblem.other(.conflict, "no-link", "this gate is kept up to date by hand")
        }
        do {
            let outcome = try await link.syncOnce()
            await desk.stateChanged()
            return .json(.object(["updated": .bool(outcome.isNew)]))
        } catch {
            throw KioskProblem.other(.badGateway, "no-source", "the service could not be reached")
        }
    }
}
