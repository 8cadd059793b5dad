import ArgumentParser
import CommandSupport
import Foundation
import Hummingbird
import Logging
import Mail
import Register
import ServiceLifecycle
import ServiceWeb
import UnixSignals

/// `portpass serve`: the service that gates talk to.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Publishes what changes, and answers gates over HTTP.",
        discussion: """
            Runs until SIGTERM or SIGINT; requests that have begun are answered, and what changed last is published. Put a \
            proxy with TLS in front of it, or let gates reach it through a tunnel.
            """)

    /// How long requests that have begun may take when the service is told to stop.
    private static let patience: Duration = .seconds(30)

    @OptionGroup var register: RegisterOptions

    @Option(name: .long, help: "The address to listen on.")
    var host = "127.0.0.1"

    @Option(name: .long, help: "The port to listen on; 0 for any that is free.")
    var port = 8080

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The address, in numbers, of a proxy that begins each connection with a header of the PROXY protocol.",
            valueName: "address"))
    var proxy: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The folder of the pages; else ./web/site, else where the package put it.", valueName: "dir"),
        transform: CommandStreams.resolvePath)
    var web: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The folder of the back office's pages; else ./web/office, else where the package put it.",
            valueName: "dir"), transform: CommandStreams.resolvePath)
    var webOffice: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Our address as the public and the payment service know it, like https://pass.example.", valueName: "url"))
    var site: String?

    @Flag(
        name: .long,
        help: "Serve a register with development keys, with messages and payments for this machine only."
    )
    var dev = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            "How long an approval can be taken back before it is carried out, 1 to 600 seconds.", valueName: "seconds"))
    var undo = Register.approvalUndo

    @Option(
        name: .customLong("metrics"),
        help: ArgumentHelp(
            "A port on 127.0.0.1 for /metrics, in Prometheus's text; 0 for any that is free. None when not given.",
            valueName: "port"))
    var metricsPort: Int?

    @Option(
        name: .customLong("log"), help: "How the log is written to standard error: text, or json for one object a line."
    )
    var logForm = LogForm.text

    @Option(
        name: .long,
        help: ArgumentHelp("How mail and short messages are sent; see docs/messages.md.", valueName: "file"),
        transform: CommandStreams.resolvePath)
    var messages: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Which feeds of ships are fetched; see docs/ship-calls.md.", valueName: "file"),
        transform: CommandStreams.resolvePath)
    var ships: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Which single windows are asked, and how they are reached; see docs/single-windows.md.", valueName: "file"),
        transform: CommandStreams.resolvePath)
    var windows: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The QR encoder that phones draw live codes with: Debian's node-qrcode-generator.", valueName: "file"),
        transform: CommandStreams.resolvePath)
    var encoder = "/usr/share/nodejs/qrcode-generator/qrcode.js"

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port takes 0 to 65535") }
        guard proxy.map({ ProxyAddress($0) != nil }) ?? true else {
            throw ValidationError("--proxy takes an address in numbers, such as 127.0.0.1")
        }
        guard Register.approvalUndos.contains(undo) else { throw ValidationError("--undo takes 1 to 600 seconds") }
        guard metricsPort.map((0...65_535).contains) ?? true else {
            throw ValidationError("--metrics takes 0 to 65535")
        }
    }

    func run() async throws {
        // Handed over by a second one: to begin again in here would end the first.
        guard ServedRegister.current == nil else {
            throw PlainError("\(register.data) is in use by process \(getpid()), which serves it")
        }
        guard dev || !register.folder.keys.isDevelopment else {
            throw PlainError(
                "\(register.data) was made with --dev, and everybody has its keys: serve it with --dev, never for real passes"
            )
        }
        if dev { try mayDevelop() }
        logForm.bootstrap()
        // What is broken or missing is told before anything has begun.
        let folder = try InstalledFiles.folder("web/site", option: web)
        let pages = try Site(folder: folder)
        let officePages = try Site(
            folder: folder, and: [InstalledFiles.folder("web/office", option: webOffice)],
            languages: OfficeDesk.languages)
        let settings = try messages.map { try MessagesFile(path: $0).settings() }
        let passphrase = PassphraseSource(register.passphrase)
        let payments = try OnlinePayments(
            merchant: dev ? nil : register.folder.keys.merchant(passphrase: passphrase),
            site: site, isDevelopment: dev)
        if !dev { try payments.open(listeningOn: "") }
        let feeds = try ships.map { try ShipsFile(path: $0).settings() }
        let asked = try windows.map { try WindowLinks(WindowsFile(path: $0).settings()) }
        try await register.withRegister(passphrase: passphrase) { register, _ in
            try await serve(register, pages, officePages, settings, payments, passphrase, feeds, asked)
        }
    }

    /// Payments that nobody makes and messages that nobody gets are for registers that nobody relies on, on machines that have what
    /// development needs.
    private func mayDevelop() throws {
        guard register.folder.keys.isDevelopment else {
            throw PlainError(
                "\(register.data) has real keys, and --dev would take payments that nobody makes and show everybody on this machine its messages: serve it without --dev"
            )
        }
        do throws(PlainError) { _ = try InstalledFiles.folder("keys", option: nil) } catch {
            throw PlainError(
                "there are no development keys here, so --dev is not for this machine: for demonstrations install portpass-demo"
            )
        }
    }

    private func serve(
        _ register: Register, _ pages: Site, _ officePages: Site, _ settings: MessageSettings?,
        _ payments: OnlinePayments, _ passphrase: PassphraseSource, _ feeds: ShipFeedSettings?,
        _ asked: WindowLinks?
    ) async throws {
        guard register.restored == nil else {
            throw PlainError(
                "\(self.register.data) was restored from a backup: run portpass restore finish before it is served")
        }
        OpenFiles.allowAll()
        let logger = Logger(label: "portpass")
        register.keyFiles.keep(
            with: FolderKeyKeeper(folder: self.register.folder.keys, passphrase: passphrase, logger: logger))
        let health = PublisherHealth()
        let (figures, connections) = (RequestFigures(), ConnectionFigures())
        let principal = try Principal("service")
        let now: @Sendable () -> Int64 = { WallClock.now() }
        let publisher = Publisher(changes: register.changes, health: health, logger: logger, now: now) {
            try await register.publish(directory: .afterwards, by: principal, now: now())
        }
        let box = DevelopmentBox()
        var limits = WebLimits()
        limits.plainHooks = dev
        let web = WebService(
            register: register, repository: self.register.folder.repository, site: pages, officeSite: officePages,
            limits: limits, health: health,
            undo: undo, passes: try passes(pages, logger),
            messages: dev ? box : nil, payments: payments.desk, standIn: payments.standIn, figures: figures,
            connections: connections, proxy: proxy.flatMap { ProxyAddress($0) }, logger: logger, now: now)
        let address = host.contains(":") ? "[\(host)]" : host
        let state = ListeningState()
        var carriers = settings?.carriers ?? [:]
        for channel in Contact.Channel.allCases where carriers[channel] == nil {
            // In development they are looked at; else they wait, and nobody should wonder why.
            if dev {
                carriers[channel] = box
            } else {
                logger.warning("no \(channel.rawValue) is sent: give --messages a file that says how")
            }
        }
        let sender = NoticeSender(
            register: register, texts: SiteTexts(pages), carriers: carriers, timing: settings?.timing ?? NoticeTiming(),
            retention: settings?.retention ?? NoticeRetention(),
            site: { settings?.site ?? "http://\(address):\(state.port ?? port)" }, logger: logger, now: now)
        if !dev, register.knownPasswordCount == nil {
            logger.warning("no list of common and breached passwords: see portpass passwords import --help")
        }
        let manager = ServiceManager(environment: ProcessInfo.processInfo.environment)
        var application = web.application(host: host, port: port) { port in
            state.begin(port: port)
            if dev { try? payments.open(listeningOn: "http://\(address):\(port)") }
            // Whoever started the service may have gone; the service goes on.
            manager.ready()
            try? StandardOutput.write("listening on http://\(address):\(port)\n")
        }
        // Who can reach the service finds what it has to say.
        application.beforeServerStarts { await health.firstAttempt() }
        let control = ServedRegister(
            path: ServedRegister.real(self.register.data), register: register, payments: payments
        )
        .control()
        let metrics = metricsPort.map { port in
            MetricsRoute(register: register, health: health, figures: figures, connections: connections, now: now)
                .application(port: port, logger: logger) { port in
                    StandardError.write("portpass: metrics on http://127.0.0.1:\(port)/metrics\n")
                }
        }
        // Stopped in reverse order: when the last request is answered, what it changed is published.
        var services: [any Service] = [
            Heartbeat(manager: manager, register: register), publisher, sender,
            ApplicationKeeper(register: register, principal: principal, logger: logger, now: now),
            HookSender(
                register: register, carrier: HookConnections(onlyPublic: !dev), logger: logger, now: now),
            ApprovalClock(register: register, logger: logger, now: now),
            KeyOrderClerk(register: register, logger: logger, now: now), control,
        ]
        if let feeds {
            services.append(
                ShipFeedPoller(
                    register: register, settings: feeds, principal: principal, logger: logger, now: now,
                    fetch: ShipsFile.fetch()))
        }
        if let asked {
            services.append(
                WindowClerk(
                    register: register, links: asked.links, timing: asked.timing, principal: principal, logger: logger,
                    now: now))
        }
        if let metrics { services.append(metrics) }
        services.append(application)
        var configuration = ServiceGroupConfiguration(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = Self.patience
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch {
            guard !state.hasBegun else { throw error }
            throw PlainError("can't listen on \(address):\(port): \(error); name another with --host and --port")
        }
    }

    /// What the pages of passes are made of.
    private func passes(_ pages: Site, _ logger: Logger) throws -> PassSite {
        if !FileManager.default.fileExists(atPath: encoder) {
            logger.warning("there is no \(encoder): phones can't show live codes; install node-qrcode-generator")
        }
        return try PassSite(
            folder: InstalledFiles.folder("web/site", option: web), site: pages, encoder: encoder)
    }
}
