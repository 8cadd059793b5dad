import Foundation
import GateMessages
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import PassCrypto
import PassFormat
import Register
import ServiceScenes
import ServiceWeb
import StrictJSON
import Testing

@Suite("What gates ask over HTTP")
struct GateRouteTests {
    private static let now = WebScene.now
    private static let presence = "/api/gates/v1/presence"

    @Test("A kiosk is enrolled, sends its journal, and reads who is inside")
    func road() async throws {
        let web = try await WebScene()
        let invitation = try await web.register.invite("KEL-E1", by: web.scene.by, now: Self.now)
        var kiosk = try Kiosk("KEL-E1", startingAt: Self.now)
        let enrolment = try kiosk.enrolment(invitation.code, root: web.scene.rootDigest, at: Self.now)
        try kiosk.open(at: Self.now)
        try kiosk.scan(Kiosk.pass("KEL-P-26-000001"), .in, at: Self.now + 1)
        let batch = try kiosk.everything
        let authorization = try kiosk.authorization(
            "GET", WireText("\(Self.presence)?after=0&backlog=4"), at: Self.now)
        try await web.application.test(.live) { client in
            let enrolled = try await client.post("/api/gates/v1/enrolment", type: Enrolment.type, enrolment)
            #expect(enrolled.status == .created)
            #expect(try await client.post("/api/gates/v1/enrolment", type: Enrolment.type, enrolment).status == .ok)
            let answer = try await client.post("/api/gates/v1/journal", type: JournalBatch.type, batch)
            #expect(answer.status == .ok && answer.headers[.contentType] == Receipt.type.string)
            #expect(answer.headers[.cacheControl] == "no-store")
            #expect(try Answers.receipt(answer.bytes, key: web.scene.receiptKey)?.through == 2)
            let feed = try await client.get("\(Self.presence)?after=0&backlog=4", [.authorization: authorization])
            #expect(feed.status == .ok && feed.headers[.contentType] == PresenceFeed.type.string)
            let inside = try Answers.presence(feed.bytes, key: web.scene.receiptKey)
            #expect(inside?.entries.map(\.number) == ["KEL-P-26-000001"])
            #expect(feed.headers[.date] != nil)
        }
        let gate = try await web.register.gates(now: Self.now).first { $0.gate == "KEL-E1" }
        #expect(gate?.backlog == 4 && gate?.records == 2)
    }

    @Test("Every refusal is a problem document with its status, and says nothing of what is inside")
    func refusals() async throws {
        let web = try await WebScene()
        var kiosk = try await web.kiosk("KEL-E1")
        try kiosk.open(at: Self.now)
        try kiosk.scan(nil, .in, .deny, at: Self.now)
        let (batch, middle) = (try kiosk.everything, try kiosk.batch(2...2))
        let stranger = try Kiosk("KEL-E1", startingAt: Self.now)
        var posing = kiosk
        posing.signer = stranger.signer
        let forged = try posing.everything
        let wrongCode = try stranger.enrolment(
            EnrolmentCode(random: SecureRandom.bytes(20)), root: web.scene.rootDigest, at: Self.now)
        try await web.application.test(.router) { client in
            func post(_ path: String, _ type: WireText, _ body: [UInt8], _ headers: HTTPFields = [:]) async throws
                -> (Int, String?)
            {
                let answer = try await client.post("/api/gates/v1/" + path, type: type, body, headers)
                #expect(!String(decoding: answer.bytes, as: UTF8.self).contains(web.scene.folder), "a path is told")
                return (answer.status.code, answer.problem)
            }
            #expect(try await post("enrolment", Enrolment.type, wrongCode) == (403, "enrolment-refused"))
            #expect(try await post("enrolment", Enrolment.type, [1, 2, 3]) == (400, "bad-message"))
            #expect(try await post("enrolment", Enrolment.type, []) == (400, "bad-message"))
            #expect(try await post("journal", JournalBatch.type, forged) == (401, "unknown-gate"))
            #expect(try await post("journal", JournalBatch.type, middle) == (409, "journal-gap"))
            #expect(try await post("journal", JournalBatch.type, wrongCode) == (400, "bad-message"))
            let encoded = try await client.post(
                "/api/gates/v1/journal", type: JournalBatch.type, batch, [.contentEncoding: "gzip"])
            #expect(encoded.problem == "wrong-type" && encoded.status == .unsupportedMediaType)
            let untyped = try await client.post("/api/gates/v1/journal", type: "text/plain", batch)
            #expect(untyped.problem == "wrong-type")
            #expect(try await client.get("/api/gates/v1/journal").problem == "not-found")
            #expect(try await client.get("/api").problem == "not-found")
        }
        _ = try await web.register.revokeGate("KEL-E1", by: web.scene.by, now: Self.now)
        try await web.application.test(.router) { client in
            let revoked = try await client.post("/api/gates/v1/journal", type: JournalBatch.type, batch)
            #expect(revoked.status == .forbidden && revoked.problem == "revoked-gate")
        }
    }

    private static func field(_ message: [UInt8]) -> String {
        "PortPass-Gate " + String(decoding: Base64URL.encode(message), as: UTF8.self)
    }

    @Test("The presence feed is for the gate that signed this very request, now")
    func authorization() async throws {
        let web = try await WebScene()
        let kiosk = try await web.kiosk("KEL-E1")
        let path = "\(Self.presence)?after=5"
        let good = try kiosk.authorization("GET", WireText(path), at: Self.now)
        let bytes = try kiosk.request("GET", WireText(path), at: Self.now)
        let fields: [(String?, String, Int)] = [
            (good, path, 200), (good, "\(Self.presence)?after=6", 401), (good, Self.presence, 401), (nil, path, 401),
            ("", path, 401), ("Bearer x", path, 401), ("PortPass-Gate", path, 401), ("PortPass-Gate !!!", path, 401),
            ("PortPass-Gate AAAA", path, 400), (Self.field(bytes + [0]), path, 400),
            (Self.field(Array(bytes.dropLast(3))), path, 400), (good + "=", path, 401),
            (try kiosk.authorization("POST", WireText(path), at: Self.now), path, 401),
            (try kiosk.authorization("GET", WireText(path), at: Self.now - 301), path, 401),
            (try kiosk.authorization("GET", WireText(path), at: Self.now + 301), path, 401),
            (try Kiosk("KEL-E1", startingAt: 0).authorization("GET", WireText(path), at: Self.now), path, 401),
            (String(repeating: "a", count: 4_000), path, 401),
        ]
        try await web.application.test(.router) { client in
            for (index, (field, path, status)) in fields.enumerated() {
                var headers: HTTPFields = [:]
                headers[.authorization] = field
                let answer = try await client.get(path, headers)
                #expect(answer.status.code == status, "field \(index)")
                if status == 401 { #expect(answer.headers[.wwwAuthenticate] == "PortPass-Gate", "field \(index)") }
            }
        }
    }

    @Test(
        "A number in the query that is none is refused",
        arguments: ["after=x", "after=-1", "after=1&after=2", "after="])
    func query(query: String) async throws {
        let web = try await WebScene()
        let path = "\(Self.presence)?\(query)"
        let field = try await web.kiosk("KEL-E1").authorization("GET", WireText(path), at: Self.now)
        try await web.application.test(.router) { client in
            let answer = try await client.get(path, [.authorization: field])
            #expect(answer.status == .badRequest && answer.problem == "bad-request")
        }
    }

    @Test("A body larger than any message is refused, whether it says its size or not")
    func oversize() async throws {
        let web = try await WebScene()
        try await web.application.test(.router) { client in
            for (path, type, largest) in [
                ("/api/gates/v1/journal", JournalBatch.type, JournalBatch.largest),
                ("/api/gates/v1/enrolment", Enrolment.type, Enrolment.largest),
            ] {
                let said = try await client.post(path, type: type, [UInt8](repeating: 0, count: largest + 1))
                #expect(said.status == .contentTooLarge && said.problem == "too-large")
                let largestOne = try await client.post(path, type: type, [UInt8](repeating: 0, count: largest))
                #expect(largestOne.problem == "bad-message")
                let lied = try await client.executeRequest(
                    uri: path, method: .post, headers: [.contentType: type.string, .contentLength: "1"],
                    body: ByteBuffer(repeating: 0, count: largest + 1))
                #expect(lied.status == .contentTooLarge)
            }
        }
    }

    @Test("Enrolments are rationed for each client, refusals of journals too, and both say how long to wait")
    func rations() async throws {
        var web = try await WebScene()
        web.limits.enrolments = 3
        web.limits.failures = 4
        web.limits.enrolmentInterval = .seconds(1_000)
        web.limits.failureInterval = .seconds(1_000)
        var kiosk = try await web.kiosk("KEL-E1")
        try kiosk.open(at: Self.now)
        let batch = try kiosk.everything
        try await web.application.test(.router) { client in
            for number in 0..<5 {
                let answer = try await client.post("/api/gates/v1/enrolment", type: Enrolment.type, [1])
                #expect(answer.status == (number < 3 ? .badRequest : .tooManyRequests), "enrolment \(number)")
                if number >= 3 {
                    #expect(answer.problem == "too-many")
                    #expect((900...1_000).contains(answer.headers[.retryAfter].flatMap { Int($0) } ?? 0))
                }
            }
            for _ in 0..<10 {
                #expect(try await client.post("/api/gates/v1/journal", type: JournalBatch.type, batch).status == .ok)
            }
            for number in 0..<6 {
                let answer = try await client.post("/api/gates/v1/journal", type: JournalBatch.type, [1])
                #expect(answer.status == (number < 4 ? .badRequest : .tooManyRequests), "journal \(number)")
            }
        }
    }
}
