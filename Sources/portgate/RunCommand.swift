import ArgumentParser
import CommandSupport
import ControlSocket
import Foundation
import GateCore
import GateDevices
import GateKiosk
import Hummingbird
import Logging
import PassVerify
import SQLStore
import ServiceLifecycle
import UnixSignals

/// `portgate run`: the gate at work, with its page on loopback, kept up to date as long as there is a network.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Runs the gate: its page on loopback, its link to the service.",
        discussion: """
            Runs until SIGTERM or SIGINT. While it runs, the other commands on the same home do their work through it. A gate \
            that is enrolled knows where its service is; --source and --service name others.
            """)

    /// How long what has begun may take when the gate is told to stop.
    private static let patience: Duration = .seconds(10)

    @OptionGroup var home: HomeOption

    @Option(
        name: .long,
        help: ArgumentHelp("The URL or folder that holds metadata/ and targets/.", valueName: "url|dir"))
    var source: String?

    @Option(name: .long, help: ArgumentHelp("The service that journals go to.", valueName: "url"))
    var service: String?

    @OptionGroup var plainHTTP: PlainHTTPOption

    @Option(name: .long, help: "The port of the page on 127.0.0.1; 0 for any that is free.")
    var port = 8090

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The folder with the page; else ./web/kiosk, else where the package put it.", valueName: "dir"))
    var web: String?

    @Option(name: .long, help: ArgumentHelp("Seconds between two looks for newer trust.", valueName: "seconds"))
    var interval = 30

    @Option(
        name: .long,
        help: "check for a patrol: every scan is a look, and nobody goes in or out by it. Else the gate's own ways.")
    var direction: Direction?

    func validate() throws {
        guard direction == nil || direction == .check else {
            throw ValidationError("--direction takes check: which way people go is chosen at the gate's screen")
        }
        guard (1...3_600).contains(interval) else { throw ValidationError("--interval takes 1 to 3600") }
        guard (0...65_535).contains(port) else { throw ValidationError("--port takes 0 to 65535") }
    }

    func run() async throws {
        let opened = try GateHome.open(at: home.home)
        let lock = try opened.lock()
        defer { withExtendedLifetime(lock) {} }
        LoggingSystem.bootstrap { label in
            var handler = StreamLogHandler.standardError(label: label)
            handler.logLevel = .notice
            return handler
        }
        let logger = Logger(label: "portgate")
        let gate = await HomeOption.gate(opened, isAnnounced: true)
        if let sentence = await gate.opening?.sentence { logger.warning("\(sentence)") }
        if let trouble = await gate.trouble { logger.error("\(trouble)") }
        try await serve(gate, logger)
        await gate.close()
    }

    private func serve(_ gate: Gate, _ logger: Logger) async throws {
        let link = try link(of: gate)
        let devices = try DevicesFile.read(home: gate.home.path)
        let pages = try InstalledFiles.folder("web/kiosk", option: web)
        let manager = ServiceManager(environment: ProcessInfo.processInfo.environment)
        let desk = KioskDesk(gate: gate, link: link, decoder: CameraFrames(), patrol: direction == .check)
        let kiosk = try KioskService(desk: desk, folder: pages, logger: logger).application(port: port) {
            try? StandardOutput.write("kiosk on http://127.0.0.1:\($0)\n")
            manager.ready()
        }
        let attached = AttachedDevices(devices) { await desk.read($0, from: .device) }
        await desk.attach(attached)
        let services: [any Service] = [
            GateUpkeep(gate: gate, link: link, manager: manager), kiosk, attached, Self.control(gate),
        ]
        var configuration = ServiceGroupConfiguration(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = Self.patience
        try await ServiceGroup(configuration: configuration).run()
        manager.stopping()
    }

    private func link(of gate: Gate) throws -> GateLink? {
        let known = gate.home.configuration
        let isKnown = self.service == nil && known.plainHTTP == true
        let service = service ?? known.service
        guard let source = source ?? service.map({ ($0.hasSuffix("/") ? $0 : $0 + "/") + "tuf" }) else { return nil }
        try plainHTTP.check(source: source, wasAllowed: self.source == nil && isKnown)
        let client = try service.map {
            ServiceClient(
                service: try plainHTTP.address($0, wasAllowed: isKnown), gate: gate.id,
                identity: try GateIdentity.load(home: gate.home.path))
        }
        return try GateLink(
            gate: gate, source: source, service: client, timing: LinkTiming(interval: .seconds(interval)),
            random: { Double.random(in: 0...1) })
    }

    /// Commands of the same user on this home are carried out here.
    private static func control(_ gate: Gate) -> ControlListener {
        let running = RunningGate(path: HomeOption.real(gate.home.path), gate: gate)
        return ControlListener(directory: gate.home.path) { connection in
            let streams = CommandStreams(
                input: connection.input, output: connection.output, error: connection.error,
                directory: connection.request.directory)
            return await CommandStreams.$current.withValue(streams) {
                await RunningGate.$current.withValue(running) {
                    await Program.status(of: Portgate.self, arguments: connection.request.arguments)
                }
            }
        }
    }
}
