import GateMessages
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import PassFormat
import Photos
import Register
import ServiceScenes
import ServiceWeb
import StrictJSON
import Testing

/// A register with its web server, at a time that stands still.
struct WebScene {
    static let now = SceneRegister.now

    let scene: SceneRegister
    let health = PublisherHealth()
    /// Seconds in which an approval can be taken back.
    var undo = Register.approvalUndo
    var limits = WebLimits()
    var pictures = PhotoIntake(program: "/bin/false")
    var payments = PaymentDesk()
    var standIn: PaymentStandIn?
    /// The proxy that says for whom it asks, where a test has one.
    var proxy: ProxyAddress?
    var logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    /// The pages of passes, where a test has some.
    var passes: PassSite?
    var passAccess: (any PassAccess)?

    let site: Site
    /// The pages of the back office, where a test has some.
    var officeSite: Site?

    init() async throws {
        site = try Self.site.get()
        scene = try await SceneRegister(seeds: SceneRegister.seeds(file: #filePath))
    }

    var register: Register { scene.register }

    func publish(at now: Int64 = Self.now) async throws {
        _ = try await register.publish(by: scene.by, now: now)
    }

    /// The repository's own pages, read once.
    static let site = Result { try Site(folder: SceneRegister.seeds(file: #filePath) + "/../web/site") }

    /// Those of the back office, read once.
    static let officeSite = Result {
        let web = SceneRegister.seeds(file: #filePath) + "/../web/"
        return try Site(folder: web + "site", and: [web + "office"], languages: OfficeDesk.languages)
    }

    var service: WebService {
        WebService(
            register: register, repository: scene.repository, site: site, officeSite: officeSite, limits: limits,
            health: health, undo: undo, pictures: pictures, passes: passes, passAccess: passAccess,
            payments: payments, standIn: standIn, proxy: proxy, logger: logger,
            now: { Self.now }
        )
    }

    var application: Application<RouterResponder<ServiceContext>> {
        service.application(host: "127.0.0.1", port: 0) { _ in }
    }

    func kiosk(_ gate: WireText) async throws -> Kiosk {
        let kiosk = try Kiosk(gate, startingAt: Self.now)
        try await kiosk.enrol(in: register, root: scene.rootDigest, by: scene.by, at: Self.now)
        return kiosk
    }
}

extension TestClientProtocol {
    func get(_ path: String, _ headers: HTTPFields = [:]) async throws -> TestResponse {
        try await executeRequest(uri: path, method: .get, headers: headers, body: nil)
    }

    func post(_ path: String, type: WireText, _ body: [UInt8], _ headers: HTTPFields = [:]) async throws -> TestResponse
    {
        var headers = headers
        headers[.contentType] = type.string
        return try await executeRequest(uri: path, method: .post, headers: headers, body: ByteBuffer(bytes: body))
    }
}

extension TestResponse {
    var bytes: [UInt8] { Array(buffer: body) }

    /// The code of a problem document; nil when it is none.
    var problem: String? {
        guard headers[.contentType] == "application/problem+json",
            case .object(let object)? = try? JSONReader.read(bytes), object["status"] == .integer(Int64(status.code)),
            case .string(let code)? = object["code"]
        else { return nil }
        return code.string
    }
}
