package import Hummingbird
import HummingbirdCore
package import Logging
package import Mail
import NIOCore
package import Photos
package import Register

/// The service's web server, as an application that runs in a service group or, in tests, without a socket.
package struct WebService: Sendable {
    private let register: Register
    private let repository: String
    private let site: Site
    private let officeSite: Site?
    private let limits: WebLimits
    private let health: PublisherHealth
    private let undo: Int64
    private let pictures: PhotoIntake
    private let messages: DevelopmentBox?
    private let random: RandomSource
    private let payments: PaymentDesk
    private let standIn: PaymentStandIn?
    private let passes: PassSite?
    private let passAccess: (any PassAccess)?
    private let figures: RequestFigures
    private let connections: ConnectionFigures
    private let proxy: ProxyAddress?
    private let clients = ProxiedClients()
    private let logger: Logger
    private let now: @Sendable () -> Int64

    /// - Parameters:
    ///   - repository: the folder with `metadata` and `targets`.
    ///   - site: templates, words and assets of the public pages.
    ///   - officeSite: the same of the back office, built on the public ones; nil for no back office.
    ///   - undo: seconds in which an approval can be taken back.
    ///   - pictures: takes in what applicants send.
    ///   - messages: where a service in development keeps its messages; nil where they are sent.
    ///   - payments: whether payments are taken online.
    ///   - standIn: a stand-in for the payment service, for development; nil for none.
    ///   - passes: what the pages of passes are made of; nil for no such pages.
    ///   - passAccess: who may see them; nil for whoever proved a contact with which the pass was applied for.
    ///   - figures: counts requests.
    ///   - connections: counts connections.
    ///   - proxy: the address that says for whom it asks; nil for none.
    ///   - now: seconds since 1970.
    package init(
        register: Register, repository: String, site: Site, officeSite: Site? = nil, limits: WebLimits = WebLimits(),
        health: PublisherHealth = PublisherHealth(), undo: Int64 = Register.approvalUndo,
        pictures: PhotoIntake = PhotoIntake(), passes: PassSite? = nil,
        passAccess: (any PassAccess)? = nil, messages: DevelopmentBox? = nil,
        payments: PaymentDesk = PaymentDesk(), standIn: PaymentStandIn? = nil, random: RandomSource = .system,
        figures: RequestFigures = RequestFigures(), connections: ConnectionFigures = ConnectionFigures(),
        proxy: ProxyAddress? = nil, logger: Logger,
        now: @escaping @Sendable () -> Int64
    ) {
        self.register = register
        self.repository = repository
        self.site = site
        self.officeSite = officeSite
        self.limits = limits
        self.health = health
        self.undo = undo
        self.pictures = pictures
        self.messages = messages
        self.random = random
        self.payments = payments
        self.standIn = standIn
        self.passes = passes
        self.passAccess = passAccess
        self.figures = figures
        self.connections = connections
        self.proxy = proxy
        self.logger = logger
        self.now = now
    }

    private var officeDesk: OfficeDesk? {
        officeSite.map {
            OfficeDesk(
                register: register, site: $0, people: site, limits: limits, undo: undo, payments: payments,
                random: random, now: now
            )
        }
    }

    /// The routes of the back office, each with what it asks of who comes.
    package var officeRoutes: [OfficeRoute] {
        officeDesk.map { BackOffice.add(to: Router(context: ServiceContext.self), $0) } ?? []
    }

    package var router: Router<ServiceContext> {
        let router = Router(context: ServiceContext.self)
        if proxy != nil { router.middlewares.add(ProxiedRequests(clients: clients)) }
        router.middlewares.add(RequestCounting(figures: figures))
        router.middlewares.add(ResponseHeaders())
        router.middlewares.add(RefusalLog())
        router.middlewares.add(ProblemDocuments())
        router.middlewares.add(SiteErrors(site: site))
        let shelf = DataShelf(register: register)
        DataFileRoutes(shelf: shelf).add(to: router)
        DataPages(shelf: shelf).add(to: SiteRouter(site: site, group: router))
        ReportRoutes(register: register, site: site, shelf: shelf).add(to: SiteRouter(site: site, group: router))
        let news = NewsShelf(register: register)
        NewsRoutes(register: register, shelf: news, now: now).add(to: SiteRouter(site: site, group: router))
        NewsFeedRoutes(register: register, site: site, shelf: news, now: now).add(to: router)
        PublishedFiles(register: register, folder: StaticFolder(path: repository)).add(to: router)
        VerifierFiles(register: register).add(to: router)
        GateRoutes(register: register, limits: limits, now: now).add(to: router)
        HealthRoute(register: register, health: health, now: now).add(to: router)
        ReadyRoute(register: register, health: health, now: now).add(to: router)
        SiteStyle.add(to: router)
        // Those of the back office are the public ones and some more.
        (officeSite ?? site).assets.add(to: router)
        FrontDoor.add(to: router)
        ContentPages(register: register, news: news, now: now).add(to: SiteRouter(site: site, group: router))
        // Cookies go around errors, so that a session that changed its token is not lost with an answer that failed.
        let guarded = router.group().add(middleware: SiteSessions(register: register, random: random, now: now))
            .add(middleware: SiteErrors(site: site)).add(middleware: FormGuard())
        let pages = SiteRouter(site: site, group: guarded)
        let access = ApplicantAccess(register: register)
        let desk = PictureDesk(pictures: pictures, limits: limits)
        let apply = ApplyRoutes(register: register, pictures: desk, access: access, now: now)
        apply.add(to: pages)
        CompanyRoutes(
            desk: CompanyDesk(register: register, pictures: desk, payments: payments, limits: limits, now: now)
        ).add(to: pages)
        MyRoutes(register: register, access: access, facts: { apply.facts }, now: now).add(to: pages)
        PaperRoutes(register: register, site: site, access: access, now: now).add(to: pages)
        PaperFormRoutes(register: register, site: site).add(to: SiteRouter(site: site, group: router))
        PayPages(register: register, access: access, desk: payments, now: now).add(to: pages)
        OpinionRoutes(register: register, limits: limits, now: now).add(to: pages)
        ConsultationRoutes(register: register, limits: limits, now: now).add(to: pages)
        SeminarRoutes(register: register, limits: limits, now: now).add(to: pages)
        SurveyRoutes(register: register, now: now).add(to: pages)
        LostRoutes(register: register, limits: limits, now: now).add(to: pages)
        FormerRoutes(register: register, limits: limits, now: now).add(to: pages)
        if let passes {
            passes.assets.add(to: router)
            // Whoever brings another access looks at forms by it, too.
            let holders = passAccess == nil ? guarded : router.group().add(middleware: PageErrors())
            HolderPassRoutes(
                register: register, site: passes, access: passAccess ?? SessionPassAccess(register: register),
                limits: limits, now: now
            ).add(to: holders)
        }
        ProveRoutes(register: register, limits: limits, now: now).add(to: pages)
        StatusRoutes(register: register, limits: limits, now: now).add(to: pages)
        ProgramRoutes(register: register, pictures: desk, limits: limits, document: site.document, now: now)
            .add(to: router)
        if let messages { MessageRoutes(box: messages).add(to: router) }
        PayRoutes(register: register, desk: payments, limits: limits, now: now).add(to: router)
        if let standIn { StandInRoutes(standIn: standIn, now: now).add(to: router) }
        if let desk = officeDesk { BackOffice.add(to: router, desk) }
        return router
    }

    /// - Parameters:
    ///   - port: 0 for any that is free.
    ///   - listening: told the port once there is one.
    package func application(
        host: String, port: Int, listening: @escaping @Sendable (Int) async -> Void
    ) -> Application<RouterResponder<ServiceContext>> {
        let counter = ConnectionCounter(limit: limits.connectionsPerClient)
        let idle = IdleConnections<any Channel>(most: limits.connectionsUntilIdleGo)
        let (limits, connections, proxy, clients) = (limits, connections, proxy, clients)
        let configuration = HTTP1Channel.Configuration(
            additionalChannelHandlers: [
                ConnectionGuard(limits: limits, counter: counter, idle: idle, figures: connections, proxy: proxy)
            ],
            idleTimeout: TimeAmount(limits.idle),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: 8_192, maxHeaderListSize: 16_384, maxHeaderFieldCount: 64))
        let server: HTTPServerBuilder =
            proxy.map { proxy in
                HTTPServerBuilder { responder in
                    ProxiedChannel(
                        http: HTTP1Channel(responder: responder, configuration: configuration), proxy: proxy,
                        clients: clients, patience: TimeAmount(limits.idle))
                }
            } ?? .http1(configuration: configuration)
        return Application(
            responder: router.buildResponder(), server: server,
            configuration: ApplicationConfiguration(
                address: .hostname(host, port: port),
                availableConnectionsDelegate: .maximum(limits.connections, logger: logger)),
            onServerRunning: { channel in await listening(channel.localAddress?.port ?? port) }, logger: logger)
    }
}
