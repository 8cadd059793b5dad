import HTTPTypes
import Hummingbird
import NIOCore
import Register
import StrictJSON

/// `/healthz`: whether the database answers and publishing works, for a supervisor or a proxy.
struct HealthRoute: Sendable {
    /// Publishing that has failed for so many seconds is not merely late.
    private static let patience: Int64 = 120

    let register: Register
    let health: PublisherHealth
    let now: @Sendable () -> Int64

    func add(to router: Router<ServiceContext>) {
        for method in [HTTPRequest.Method.get, .head] {
            router.on("healthz", method: method) { _, _ in try await answer() }
        }
    }

    private func answer() async throws -> Response {
        _ = try await register.auditSize()
        let notices = try await register.noticeCounts(now: now())
        let state = health.state
        let isWell = state.failingSince.map { now() - $0 < Self.patience } ?? true
        let body = JSONWriter.compact(
            .object([
                "status": .text(isWell ? "ok" : "publishing fails"),
                "version": state.version.map { .integer(Int64($0)) } ?? .null,
                "age": state.publishedAt.map { .integer(now() - $0) } ?? .null,
                "messages": .object([
                    "waiting": .integer(notices.waiting.values.reduce(0, +)),
                    "oldest": notices.oldest.map { .integer(now() - $0) } ?? .null, "sent": .integer(notices.sent),
                    "failed": .integer(notices.failed), "errors": .texts(notices.errors),
                ]),
            ]))
        return Response(
            status: isWell ? .ok : .serviceUnavailable,
            headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }
}
