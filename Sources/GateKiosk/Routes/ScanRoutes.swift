import GateCore
import HTTPTypes
import Hummingbird
import NIOCore
import PassFormat
import PassVerify
import StrictJSON

/// What was read in the page, and what a guard decides about it.
struct ScanRoutes: Sendable {
    let desk: KioskDesk

    func add(to router: Router<BasicRequestContext>) {
        router.post("api/scan") { request, _ in try await scan(request) }
        router.get("api/scans/:scan/photo") { _, context in try photo(context) }
        router.post("api/decision") { request, _ in try await decide(request) }
        router.get("api/unfinished") { _, _ -> Response in
            .json(.object(["scans": .array(await desk.screen.unfinished.map { .object($0.members) })]))
        }
        router.post("api/unfinished") { request, _ in try await reopen(request) }
        router.post("api/direction") { request, _ in try await turn(request) }
    }

    private func scan(_ request: Request) async throws -> Response {
        var form = try await Form(request)
        let text = try form.text("text")
        let source = try form.word("source", ScanSource.self)
        guard source == .wedge || source == .camera else { throw KioskProblem.form("the page has no such scanner") }
        let direction = try form.optionalWord("direction", Direction.self)
        try form.end()
        let reading = await desk.read(Array(text.utf8), from: source, direction: direction)
        return .json(.object(["queued": .bool(true), "reading": .integer(reading)]), status: .accepted)
    }

    /// A photo that was opened a moment ago. It was never written anywhere, and the browser keeps it nowhere either.
    private func photo(_ context: BasicRequestContext) throws -> Response {
        guard let jpeg = desk.photos.jpeg(context.parameters.get("scan") ?? "") else { throw HTTPError(.notFound) }
        return Response(
            status: .ok, headers: [.contentType: "image/jpeg"], body: ResponseBody(byteBuffer: ByteBuffer(bytes: jpeg)))
    }

    private func decide(_ request: Request) async throws -> Response {
        var form = try await Form(request)
        let handle = try form.handle("scan")
        let admits = try form.flag("admits")
        let reason = try form.wire("reason")
        let supervisor = try form.optionalCredential("supervisor")
        try form.end()
        try await KioskProblem.of {
            try await desk.decide(on: handle, admits: admits, reason: reason, supervisor: supervisor)
        }
        return .done
    }

    private func reopen(_ request: Request) async throws -> Response {
        var form = try await Form(request)
        let handle = try form.handle("scan")
        try form.end()
        guard await desk.reopen(handle) else { throw KioskProblem.request("there is no such scan without a decision") }
        return .done
    }

    private func turn(_ request: Request) async throws -> Response {
        var form = try await Form(request)
        let direction = try form.word("direction", Direction.self)
        try form.end()
        guard direction != .check else { throw KioskProblem.request("a patrol is chosen when the program starts") }
        await desk.turn(direction)
        return .done
    }

}
