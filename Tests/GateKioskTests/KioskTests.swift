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
import PassVerify
import StrictJSON
import Testing

@Suite("The kiosk's page") struct KioskTests {
    static let web = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "web/kiosk").path

    private func words(_ language: String) throws -> JSONObject {
        let data = try #require(FileManager.default.contents(atPath: "\(Self.web)/\(language).json"))
        guard case .object(let members) = try JSONReader.read(Array(data)) else { throw NoObject() }
        return members
    }

    private struct NoObject: Error {}

    @Test("There are words for every reason, problem, banner and alarm, in every language")
    func everythingHasWords() throws {
        for language in ["zh-Hant", "en"] {
            let words = try words(language)
            let reasons = try Self.object("reasons", in: words)
            for code in ReasonCode.allCases where !code.isDiscreet && code != .clockSuspect {
                #expect(reasons[ExactText(code.rawValue)] != nil, "nothing is said of \(code)")
            }
            for code in ["unknown-number", "not-expected", "card-not-out", "escort-not-valid"] {
                #expect(reasons[ExactText(code)] != nil, "nothing is said of \(code)")
            }
            let problems = try Self.object("problems", in: words)
            for code in [
                "form", "request", "supervisor", "pin", "too-soon", "too-old", "changed", "lists", "memory", "no-link",
                "no-source",
            ] {
                #expect(problems[ExactText(code)] != nil, "nothing is said of \(code)")
            }
            #expect(reasons[ExactText("document-check")] != nil && reasons[ExactText("hotlist")] == nil)
            let banners = try Self.object("banners", in: words)
            #expect(Set(banners.members.map(\.name.string)) == Set(KioskBanner.allCases.map(\.rawValue)))
        }
    }

    @Test("Languages that differ by a name or a placeholder are no page")
    func languages() throws {
        let same = Array(#"{"a":"{n} x","b":["1","2"]}"#.utf8)
        try LanguageFiles.check(["zh-Hant.json": same, "en.json": same])
        for other in [
            #"{"a":"{m} x","b":["1","2"]}"#, #"{"a":"{n} x"}"#, #"{"a":"{n} x","b":["1"]}"#, "[]", "",
            #"{"a":"{n} x","b":["1","2"],"c":""}"#,
        ] {
            #expect(throws: KioskError.self) {
                try LanguageFiles.check(["zh-Hant.json": same, "en.json": Array(other.utf8)])
            }
        }
        #expect(throws: KioskError.self) { try LanguageFiles.check(["zh-Hant.json": same]) }
    }

    private static func object(_ name: ExactText, in words: JSONObject) throws -> JSONObject {
        guard case .object(let members)? = words[name] else { throw NoObject() }
        return members
    }

    /// A kiosk at a port of its own.
    private func kiosk(_ port: ScenePort) async throws -> Application<RouterResponder<BasicRequestContext>> {
        try port.publish()
        let home = try port.makeHome()
        _ = try await home.sync(from: port.source, now: ScenePort.now)
        let gate = await Gate(
            home: home, clock: TestClock(ScenePort.now + 10), program: "test", built: ScenePort.now - 86_400,
            isAnnounced: true)
        return try KioskService(desk: KioskDesk(gate: gate, link: nil), folder: Self.web, logger: Logger(label: "test"))
            .application(port: 0) { _ in }
    }

    private static let json: HTTPFields = [.contentType: "application/json", .origin: "http://localhost"]

    /// Sends what a scanner read.
    private static func scan(_ text: String, _ client: some TestClientProtocol) async throws {
        let body = JSONWriter.compact(.object(["text": .text(text), "source": .text("wedge")]))
        try await client.execute(uri: "/api/scan", method: .post, headers: json, body: ByteBuffer(bytes: body)) {
            #expect($0.status == .accepted && String(buffer: $0.body).contains(#""queued":true"#))
        }
    }

    /// What is on the screen now.
    private static func shown(_ client: some TestClientProtocol) async throws -> JSONObject {
        try await client.execute(uri: "/api/events", method: .get) { answer in
            #expect(answer.status == .ok)
            #expect(answer.headers[.contentSecurityPolicy]?.contains("default-src 'self'") == true)
            #expect(answer.headers[.cacheControl] == "no-store")
            guard case .object(let said) = try JSONReader.read(Array(buffer: answer.body)) else { throw NoObject() }
            return try object("shown", in: said)
        }
    }

    @Test("A scan is shown with the verdict, who it is, and what it is called by")
    func scan() async throws {
        let port = try ScenePort()
        defer { port.remove() }
        let text = String(decoding: try port.pass("KEL-P-26-000001"), as: UTF8.self)
        try await kiosk(port).test(.router) { client in
            try await Self.scan(text, client)
            let shown = try await Self.shown(client)
            #expect(shown["verdict"] == .text("admit") && shown["reason"] == nil && shown["repeat"] == .bool(false))
            #expect(try Self.object("pass", in: shown)["number"] == .text("KEL-P-26-000001"))
            guard case .string? = shown["scan"] else { throw NoObject() }
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
                try await Self.scan(text, client)
                let shown = try await Self.shown(client)
                guard case .string(let address)? = shown["photo"] else { throw NoObject() }
                addresses.append(address.string)
                let all = String(decoding: JSONWriter.compact(.object(shown)), as: UTF8.self)
                #expect(!all.contains(photo.name) && !all.contains(Hex.encode(photo.secret)))
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
            ("/screens/result.js", "text/javascript"), ("/zh-Hant.json", "application/json"),
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
            try KioskService(
                desk: KioskDesk(gate: gate, link: nil), folder: "/nowhere", logger: Logger(label: "test"))
        }
    }
}
