import HTTPTypes
package import Hummingbird
package import Logging
import NIOCore
package import Register

/// `/metrics`, on a port of its own that listens on this machine only: what it says is of no person, and still nobody's business
/// but the operator's. Whatever stands before the service's own port can't be mistaken into passing it on.
package struct MetricsRoute: Sendable {
    private let register: Register
    private let health: PublisherHealth
    private let figures: RequestFigures
    private let connections: ConnectionFigures
    private let now: @Sendable () -> Int64

    package init(
        register: Register, health: PublisherHealth, figures: RequestFigures, connections: ConnectionFigures,
        now: @escaping @Sendable () -> Int64
    ) {
        self.register = register
        self.health = health
        self.figures = figures
        self.connections = connections
        self.now = now
    }

    package var router: Router<BasicRequestContext> {
        let router = Router(context: BasicRequestContext.self)
        router.get("metrics") { _, _ in try await answer() }
        return router
    }

    /// - Parameter listening: told the port once there is one.
    package func application(
        port: Int, logger: Logger, listening: @escaping @Sendable (Int) async -> Void
    ) -> Application<RouterResponder<BasicRequestContext>> {
        Application(
            responder: router.buildResponder(),
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port)),
            onServerRunning: { channel in await listening(channel.localAddress?.port ?? port) }, logger: logger)
    }

    private func answer() async throws -> Response {
        var output = Exposition()
        figures.write(to: &output)
        connections.write(to: &output)
        Self.write(health.state, now: now(), to: &output)
        try await RegisterExposition.write(register, now: now(), to: &output)
        return Response(
            status: .ok, headers: [.contentType: Exposition.contentType, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: output.bytes)))
    }

    private static func write(_ state: PublisherHealth.State, now: Int64, to output: inout Exposition) {
        output.single(
            "portpass_publications_total", .counter, "Publications since the service started.",
            Double(state.publications))
        output.single(
            "portpass_publication_failures_total", .counter, "Publications that failed since the service started.",
            Double(state.failures))
        output.single(
            "portpass_published_version", .gauge, "The version of the newest timestamp.", state.version.map(Double.init)
        )
        output.single(
            "portpass_published_age_seconds", .gauge, "Since the newest timestamp was signed.",
            state.publishedAt.map { Double(max(0, now - $0)) })
        output.single(
            "portpass_publishing_failing_seconds", .gauge, "Since when publishing has failed; 0 while it works.",
            Double(state.failingSince.map { max(0, now - $0) } ?? 0))
    }
}
