import GateCore
import Hummingbird
import PassFormat
import StrictJSON

/// The vehicle lane: scans that the guard says belong together.
struct TrayRoutes: Sendable {
    let desk: KioskDesk

    func add(to router: Router<BasicRequestContext>) {
        router.get("api/tray") { _, _ -> Response in
            await desk.restore()
            return .json(.object(await desk.trayMembers))
        }
        router.post("api/tray/open") { request, _ in try await open(request) }
        router.post("api/tray/change") { request, _ in try await change(request) }
        router.post("api/tray/plate") { request, _ in try await draw(request) }
        router.post("api/tray/close") { request, _ in try await close(request) }
    }

    private func open(_ request: Request) async throws -> Response {
        var form = try await Form(request)
        let isOpen = try form.flag("open")
        try form.end()
        await desk.openTray(isOpen)
        return .done
    }

    /// Says what a scan is, or takes it out where no role is named.
    private func change(_ request: Request) async throws -> Response {
        var form = try await Form(request)
        let handle = try form.handle("scan")
        let role = try form.optionalWord("role", TrayScan.Role.self)
        try form.end()
        guard await desk.change(handle, to: role) else { throw KioskProblem.request("it is not in the tray") }
        return .done
    }

    /// The plate of a trailer that has no pass.
    private func draw(_ request: Request) async throws -> Response {
        var form = try await Form(request)
        let plate = try form.optionalWire("plate")
        try form.end()
        try await KioskProblem.of { try await desk.draw(plate) }
        return .done
    }

    private func close(_ request: Request) async throws -> Response {
        var form = try await Form(request)
        let admits = try form.flag("admits")
        try form.end()
        let closed = try await KioskProblem.of { try await desk.closeTray(admits: admits) }
        return .json(.object(["reasons": .texts(closed.look.reasons.map(\.string))]))
    }
}
