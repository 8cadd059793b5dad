package import Hummingbird
package import Logging
import NIOCore
package import Photos
package import Register

/// The service's web server, as an application that runs in a service group or, in tests, without a socket.
package struct WebService: Sendable {
    private let register: Register
    private let repository: String
    private let limits: WebLimits
    private let health: PublisherHealth
    private let office: DevelopmentOffice?
    private let pictures: PhotoIntake
    private let passes: (site: PassSite, access: any PassAccess)?
    private let logger: Logger
    private let now: @Sendable () -> Int64

    /// - Parameters:
    ///   - repository: the folder with `metadata` and `targets`.
    ///   - office: a desk without sign-in, for development; nil for none.
    ///   - pictures: takes in what applicants send.
    ///   - passes: what the pages of passes are made of, and who may see them; nil for no such pages.
    ///   - now: seconds since 1970.
    package init(
        register: Register, repository: String, limits: WebLimits = WebLimits(),
        health: PublisherHealth = PublisherHealth(), office: DevelopmentOffice? = nil,
        pictures: PhotoIntake = PhotoIntake(), passes: (site: PassSite, access: any PassAccess)? = nil,
        logger: Logger,
        now: @escaping @Sendable () -> Int64
    ) {
        self.register = register
        self.repository = repository
        self.limits = limits
        self.health = health
        self.office = office
        self.pictures = pictures
        self.passes = passes
        self.logger = logger
        self.now = now
    }

    package var router: Router<ServiceContext> {
        let router = Router(context: ServiceContext.self)
        router.middlewares.add(ResponseHeaders())
        router.middlewares.add(ProblemDocuments())
        PublishedFiles(register: register, folder: StaticFolder(path: repository)).add(to: router)
        GateRoutes(register: register, limits: limits, now: now).add(to: router)
        HealthRoute(register: register, health: health, now: now).add(to: router)
        SiteStyle.add(to: router)
        let site = router.group().add(middleware: PageErrors())
        ApplyRoutes(register: register, pictures: pictures, limits: limits, now: now).add(to: site)
        PassRoutes(register: register, now: now).add(to: site)
        if let passes {
            passes.site.assets.add(to: router)
            HolderPassRoutes(
                register: register, site: passes.site, access: passes.access, limits: limits, now: now
            ).add(to: site)
        }
        if let office { OfficeRoutes(register: register, office: office, now: now).add(to: router) }
        return router
    }

    /// - Parameters:
    ///   - port: 0 for any that is free.
    ///   - listening: told the port once there is one.
    package func application(
        host: String, port: Int, listening: @escaping @Sendable (Int) async -> Void
    ) -> Application<RouterResponder<ServiceContext>> {
        let counter = ConnectionCounter(limit: limits.connectionsPerClient)
        let limits = limits
        return Application(
            responder: router.buildResponder(),
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [ConnectionGuard(limits: limits, counter: counter)],
                    idleTimeout: TimeAmount(limits.idle),
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: 8_192, maxHeaderListSize: 16_384, maxHeaderFieldCount: 64))),
            configuration: ApplicationConfiguration(
                address: .hostname(host, port: port),
                availableConnectionsDelegate: .maximum(limits.connections, logger: logger)),
            onServerRunning: { channel in await listening(channel.localAddress?.port ?? port) }, logger: logger)
    }
}
