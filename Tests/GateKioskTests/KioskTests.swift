import Foundation
import GateCore
import GateKiosk
import GateScenes
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import PassCrypto
import PassFormat
import StrictJSON
import Testing

@Suite("The kiosk's page") struct KioskTests {
    private static let web = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "web/kiosk").path

    private func words(_ language: String) throws -> JSONObject {
        let data = try #require(FileManager.default.contents(atPath: "\(Self.web)/\(language).json"))
        guard case .object(let members) = try JSONReader.read(Array(data)) else { throw NoObject() }
        return members
    }

    private struct NoObject: Error {}

    @Test("Every language says the same things, with the same placeholders, for every reason there is")
    func languages() throws {
        let (chinese, english) = (try words("zh-Hant"), try words("en"))
        #expect(Self.shape(.object(chinese)) == Self.shape(.object(english)))
        guard case .object(let reasons)? = chinese["reasons"] else { throw NoObject() }
        for code in Self.codes { #expect(reasons[ExactText(code)] != nil, "nothing is said of \(code)") }
    }

    /// Names and placeholders, without the words.
    private static func shape(_ value: JSONValue) -> [String] {
        switch value {
        case .object(let members):
            members.members.flatMap { member in
                shape(member.value).map { "\(member.name.string)/\($0)" } + [member.name.string]
            }.sorted()
        case .array(let elements):
            elements.enumerated().flatMap { index, element in shape(element).map { "\(index)\($0)" } }
        case .string(let text): text.string.matches(of: /\{\w+\}/).map { String($0.output) }.sorted()
        default: []
        }
    }

    /// Of DESIGN section 5; what is only a banner is told in the strip, and a hit of the hot list never.
    private static let codes = [
        "malformed", "unsupported", "no-trust", "unknown-key", "bad-signature", "wrong-issuer", "key-not-valid",
        "key-compromised", "not-yet-valid", "expired", "revoked", "suspended", "superseded", "status-unknown",
        "status-stale", "wrong-port", "wrong-zone", "wrong-direction", "outside-hours", "already-inside", "not-inside",
        "already-used", "live-code-stale", "live-code-replayed", "holder-proof-missing", "paper", "vehicle-mismatch",
        "driver-missing", "escort-required", "endorsement-missing", "photo-missing", "condition-unknown", "barred",
        "document-check",
    ]

    /// A kiosk at a port of its own.
    private func kiosk(_ port: ScenePort) async throws -> Application<RouterResponder<BasicRequestContext>> {
        try port.publish()
        let home = try port.makeHome()
        _ = try await home.sync(from: port.source, now: ScenePort.now)
        let gate = await Gate(
            home: home, clock: TestClock(ScenePort.now + 10), program: "test", built: ScenePort.now - 86_400,
            isAnnounced: true)
        return try KioskService(gate: gate, link: nil, folder: Self.web, logger: Logger(label: "test"))
            .application(port: 0) { _ in }
    }

    private static let json: HTTPFields = [.contentType: "application/json", .origin: "http://localhost"]

    @Test("A scan is answered with the verdict, who it is, and where it stands in the journal")
    func scan() async throws {
        let port = try ScenePort()
        defer { port.remove() }
        let text = String(decoding: try port.pass("KEL-P-26-000001"), as: UTF8.self)
        try await kiosk(port).test(.router) { client in
            let body = JSONWriter.compact(.object(["text": .text(text), "guard": .text("g")]))
            try await client.execute(
                uri: "/api/scan", method: .post, headers: Self.json, body: ByteBuffer(bytes: body)
            ) { answer in
                #expect(answer.status == .ok)
                let said = String(buffer: answer.body)
                #expect(said.contains(#""verdict":"admit""#) && said.contains("KEL-P-26-000001"))
                #expect(said.contains(#""sequence":2"#) && !said.contains("reason"))
                #expect(answer.headers[.contentSecurityPolicy]?.contains("default-src 'self'") == true)
                #expect(answer.headers[.cacheControl] == "no-store")
            }
        }
    }

    @Test("A photo is shown for its scan, kept by nobody, and only to the page itself")
    func photo() async throws {
        let port = try ScenePort()
        defer { port.remove() }
        let photo = try PhotoCipher.seal(jpeg: [0xFF, 0xD8, 0xFF, 1, 2, 3])
        var claims = ScenePort.claims("KEL-P-26-000001")
        claims.photoSecret = photo.secret
        let text = String(decoding: try port.pass(claims), as: UTF8.self)
        let kiosk = try await kiosk(port)
        let shelf = PhotoShelf(folder: port.home + "/photos")
        try shelf.makeRoom(for: 1_000)
        try shelf.put(photo.blob, as: photo.name, until: ScenePort.now + 86_400)
        try await kiosk.test(.router) { client in
            var addresses: [String] = []
            for _ in 0..<6 {
                let body = JSONWriter.compact(.object(["text": .text(text)]))
                try await client.execute(
                    uri: "/api/scan", method: .post, headers: Self.json, body: ByteBuffer(bytes: body)
                ) { answer in
                    guard case .object(let said) = try JSONReader.read(Array(buffer: answer.body)),
                        case .string(let address)? = said["photo"]
                    else { throw NoObject() }
                    addresses.append(address.string)
                    let all = String(buffer: answer.body)
                    #expect(!all.contains(photo.name) && !all.contains(Hex.encode(photo.secret)))
                }
            }
            #expect(Set(addresses).count == 6)
            let newest = try #require(addresses.last)
            try await client.execute(uri: newest, method: .get) { answer in
                #expect(answer.status == .ok && answer.headers[.contentType] == "image/jpeg")
                #expect(Array(buffer: answer.body) == [0xFF, 0xD8, 0xFF, 1, 2, 3])
                #expect(answer.headers[.cacheControl] == "no-store")
            }
            // The last few scans, and no others.
            for address in [addresses[0], addresses[1], "/api/scans/x/photo", "/api/scans//photo"] {
                try await client.execute(uri: address, method: .get) { #expect($0.status == .notFound) }
            }
            let site = try #require(HTTPField.Name("Sec-Fetch-Site"))
            for headers in [[.origin: "http://evil.example"], [site: "cross-site"]] as [HTTPFields] {
                try await client.execute(uri: newest, method: .get, headers: headers) {
                    #expect($0.status == .forbidden)
                }
            }
        }
    }

    @Test(
        "The page's files are there, each with its type and nothing from elsewhere",
        arguments: [
            ("/", "text/html"), ("/kiosk.css", "text/css"), ("/kiosk.js", "text/javascript"),
            ("/zh-Hant.json", "application/json"),
        ])
    func files(path: String, type: String) async throws {
        let port = try ScenePort()
        defer { port.remove() }
        try await kiosk(port).test(.router) { client in
            try await client.execute(uri: path, method: .get) { answer in
                #expect(answer.status == .ok && answer.headers[.contentType]?.hasPrefix(type) == true)
                #expect(!String(buffer: answer.body).contains("https://"))
            }
        }
    }

    @Test("A folder without the page is one sentence")
    func noPage() async throws {
        let port = try ScenePort()
        defer { port.remove() }
        let home = try port.makeHome()
        let gate = await Gate(
            home: home, clock: TestClock(ScenePort.now), program: "test", built: 0, isAnnounced: false)
        #expect(throws: KioskError.self) {
            try KioskService(gate: gate, link: nil, folder: "/nowhere", logger: Logger(label: "test"))
        }
    }
}
