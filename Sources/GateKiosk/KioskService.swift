package import Hummingbird
package import Logging
import NIOCore

/// The kiosk's page, on loopback: what a guard sees, and what the page asks the gate.
///
/// It listens nowhere else, and answers nobody who does not address it as loopback: a page of the world that the kiosk's
/// browser might be led to can neither read nor scan.
package struct KioskService: Sendable {
    private let desk: KioskDesk
    private let page: KioskPage
    private let logger: Logger

    /// - Parameters:
    ///   - folder: the page's files (`web/kiosk`).
    package init(desk: KioskDesk, folder: String, logger: Logger) throws {
        self.desk = desk
        self.logger = logger
        page = try KioskPage(folder: folder)
    }

    package var router: Router<BasicRequestContext> {
        let router = Router()
        router.middlewares.add(KioskHeaders())
        router.middlewares.add(LoopbackOnly())
        page.add(to: router)
        ScanRoutes(desk: desk).add(to: router)
        EventRoutes(desk: desk).add(to: router)
        ShiftRoutes(desk: desk).add(to: router)
        PassageRoutes(desk: desk).add(to: router)
        CardRoutes(desk: desk).add(to: router)
        TrayRoutes(desk: desk).add(to: router)
        EvacuationRoutes(desk: desk).add(to: router)
        ReportRoutes(desk: desk).add(to: router)
        if let decoder = desk.decoder { FrameRoutes(desk: desk, decoder: decoder).add(to: router) }
        return router
    }

    /// - Parameters:
    ///   - port: 0 for any that is free.
    ///   - listening: told the port once there is one.
    package func application(
        port: Int, listening: @escaping @Sendable (Int) async -> Void
    ) -> Application<RouterResponder<BasicRequestContext>> {
        Application(
            responder: router.buildResponder(),
            server: .http1(configuration: .init(idleTimeout: .seconds(60))),
            configuration: ApplicationConfiguration(
                address: .hostname("127.0.0.1", port: port),
                availableConnectionsDelegate: .maximum(64, logger: logger)),
            onServerRunning: { channel in await listening(channel.localAddress?.port ?? port) }, logger: logger)
    }
}
