import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Photos
import Register
import ServiceScenes
import ServiceWeb
import StrictJSON
import Testing

@Suite("What programs ask for")
struct ProgramTests {
    @Test("Without a good token nothing is told but that (RFC 6750)")
    func tokens() async throws {
        let scene = try await ProgramScene()
        let token = try await scene.token([.readPasses])
        try await scene.companies.web.application.test(.router) { client in
            for (program, error) in [
                (ProgramClient(client: client), nil),
                (ProgramClient(client: client, token: token, scheme: "Basic"), nil),
                (ProgramClient(client: client, token: "ppk_nothing"), "invalid_token"),
                (ProgramClient(client: client, token: String(token.dropLast()) + "a"), "invalid_token"),
            ] as [(ProgramClient, String?)] {
                let answer = try await program.get("/passes")
                let challenge = try #require(answer.headers[.wwwAuthenticate])
                #expect(answer.status == .unauthorized && challenge.hasPrefix("Bearer realm=\"portpass\""))
                #expect(challenge.contains("error=") == (error != nil))
                if let error { #expect(challenge.contains("error=\"\(error)\"")) }
                #expect(answer.problem != nil)
            }
            let program = ProgramClient(client: client, token: token)
            #expect(try await program.get("/passes").status == .ok)
            let refused = try await program.get("/applications")
            #expect(refused.status == .forbidden && refused.problem == "scope")
            #expect(
                refused.headers[.wwwAuthenticate]
                    == "Bearer realm=\"portpass\", error=\"insufficient_scope\", scope=\"applications:read\"")
            #expect(
                try await ProgramClient(client: client, token: token, scheme: "bearer").get("/passes").status == .ok)
        }
    }

    @Test("A token has so many requests, and every answer says how many are left")
    func limits() async throws {
        var scene = try await ProgramScene()
        scene.companies.web.limits.tokenRequests = 3
        scene.companies.web.limits.tokenInterval = .seconds(20)
        let (token, other) = (try await scene.token(), try await scene.token())
        try await scene.companies.web.application.test(.router) { client in
            let program = ProgramClient(client: client, token: token)
            for left in [2, 1, 0] {
                let answer = try await program.get("/passes")
                #expect(answer.status == .ok && answer.field("RateLimit-Policy") == "\"token\";q=3;w=60")
                #expect(answer.field("RateLimit")?.hasPrefix("\"token\";r=\(left);t=") == true)
            }
            let refused = try await program.get("/passes")
            #expect(refused.status == .tooManyRequests && refused.problem == "too-many")
            #expect(refused.headers[.retryAfter].flatMap { Int($0) }.map { (1...20).contains($0) } == true)
            #expect(refused.field("RateLimit")?.hasPrefix("\"token\";r=0;t=") == true)
            #expect(try await ProgramClient(client: client, token: other).get("/passes").status == .ok)
        }
    }

    @Test("Applies, attaches, sends and follows, and what is not right is named")
    func applies() async throws {
        var scene = try await ProgramScene()
        let photos = try PhotoPrograms()
        scene.companies.web.pictures = try photos.intake()
        let token = try await scene.token()
        try await scene.companies.web.application.test(.router) { client in
            let program = ProgramClient(client: client, token: token)
            let made = try await program.ask(.post, "/applications", ProgramScene.order(), key: "application-1")
            #expect(made.status == .created && made.member("state") == "draft")
            let number = try #require(made.member("number"))
            #expect(made.headers[.location] == "/api/v1/applications/\(number)")
            let early = try await program.ask(.post, "/applications/\(number)/submit", key: "submit-1")
            #expect(early.status == .unprocessableContent && early.errors == ["#/documents/photo required"])
            let detail = try await program.get("/applications/\(number)")
            #expect(
                String(decoding: detail.bytes, as: UTF8.self).contains(
                    "{\"attached\":0,\"kind\":\"photo\",\"required\":true}"))
            #expect(!String(decoding: detail.bytes, as: UTF8.self).contains(ProgramScene.identity))
            let tag = try #require(detail.headers[.eTag])
            #expect(try await program.get("/applications/\(number)", [.ifNoneMatch: tag]).status == .notModified)
            let photo = try await client.executeRequest(
                uri: "/api/v1/applications/\(number)/documents/photo", method: .put,
                headers: [.authorization: "Bearer \(token)", .contentType: "image/jpeg"],
                body: ByteBuffer(bytes: PhotoPrograms.jpeg))
            #expect(photo.status == .ok, "\(String(decoding: photo.bytes, as: UTF8.self))")
            let sent = try await program.ask(.post, "/applications/\(number)/submit", key: "submit-1")
            #expect(sent.status == .ok && sent.member("state") == "submitted")
            let again = try await program.ask(.post, "/applications/\(number)/submit", key: "submit-1")
            #expect(again.bytes == sent.bytes && again.status == .ok)
            let late = try await program.ask(.post, "/applications/\(number)/submit", key: "submit-2")
            #expect(late.status == .conflict && late.problem == "state")
            let list = try await program.get("/applications?state=submitted")
            #expect(String(decoding: list.bytes, as: UTF8.self).contains(number))
        }
        #expect(try await scene.register.verifyAudit().problems == [])
    }

    @Test("What comes twice is done once; the same key with something else is refused")
    func twice() async throws {
        let scene = try await ProgramScene()
        let token = try await scene.token()
        try await scene.companies.web.application.test(.router) { client in
            let program = ProgramClient(client: client, token: token)
            let first = try await program.ask(.post, "/applications", ProgramScene.order(), key: "\"same-key\"")
            let second = try await program.ask(.post, "/applications", ProgramScene.order(), key: "same-key")
            #expect(first.status == .created && second.status == .created && first.bytes == second.bytes)
            #expect(first.headers[.location] == second.headers[.location])
            let other = try await program.ask(
                .post, "/applications", ProgramScene.order(["name": .text("王大明")]), key: "same-key")
            #expect(other.status == .unprocessableContent && other.problem == "idempotency-key-used")
            for key in [nil, "short", "with space", "\"unclosed-key", String(repeating: "x", count: 65)] as [String?] {
                let refused = try await program.ask(.post, "/applications", ProgramScene.order(), key: key)
                #expect(refused.status == .badRequest && refused.problem == "no-idempotency-key", "\(key ?? "")")
            }
        }
        #expect(try await scene.register.companyApplications(by: scene.owner).count == 1)
    }

    @Test("Twenty at once with one key make one application; the others have its answer or are told to wait")
    func atOnce() async throws {
        let scene = try await ProgramScene()
        let token = try await scene.token()
        try await scene.companies.web.application.test(.router) { client in
            let program = ProgramClient(client: client, token: token)
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        try await program.ask(.post, "/applications", ProgramScene.order(), key: "one-for-all").status
                            .code
                    }
                }
                return try await group.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(Set(statuses).isSubset(of: [201, 409]) && statuses.contains(201))
        }
        #expect(try await scene.register.companyApplications(by: scene.owner).count == 1)
    }

    @Test("Fields that break a rule are named by their place and the rule's name; other shapes are refused as such")
    func shapes() async throws {
        let scene = try await ProgramScene()
        let token = try await scene.token()
        try await scene.companies.web.application.test(.router) { client in
            let program = ProgramClient(client: client, token: token)
            let wrong = try await program.ask(
                .post, "/applications",
                ProgramScene.order([
                    "idNumber": .text("A123456788"), "zones": .texts(["TWKEL/Q"]), "agree": .bool(false),
                ]),
                key: "wrong-fields")
            #expect(wrong.status == .unprocessableContent)
            #expect(
                wrong.errors == [
                    "#/answers/idNumber check-digit", "#/answers/zones unknown-zone", "#/answers/agree required",
                ])
            for (body, error) in [
                (.array([]), "# type"), (.object(["kind": .text("person")]), "#/answers required"),
                (.object(["kind": .text("ship"), "answers": .object([:])]), "#/kind unknown"),
                (ProgramScene.order(["name": .integer(5)]), "#/answers/name type"),
                (ProgramScene.order(["zones": .text("TWKEL/A")]), "#/answers/zones type"),
                (ProgramScene.order(["agree": .text("yes")]), "#/answers/agree type"),
                (ProgramScene.order(["x~/y": .text("")]), "#/answers/x~0~1y unknown"),
                (ProgramScene.order(["photo": .text("")]), "#/answers/photo unknown"),
                (ProgramScene.order(["organisation": .text("x")]), "#/answers/organisation unknown"),
                (ProgramScene.order(["name": .text(String(repeating: "x", count: 3_000))]), "#/answers/name too-long"),
            ] as [(JSONValue, String)] {
                let answer = try await program.ask(.post, "/applications", body, key: "wrong-shape")
                #expect(answer.status == .badRequest && answer.errors == [error], "\(error)")
            }
            let type = try await program.ask(
                .post, "/applications", ProgramScene.order(), key: "wrong-type", [.contentType: "text/plain"])
            #expect(type.status == .unsupportedMediaType)
            let large = try await program.ask(
                .post, "/applications", .text(String(repeating: "x", count: 300 << 10)), key: "too-large")
            #expect(large.status == .contentTooLarge && large.problem == "too-large")
        }
    }

    @Test("What is another company's is not there, whatever is asked for")
    func others() async throws {
        let scene = try await ProgramScene()
        _ = try await scene.companies.pass(of: scene.owner)
        let pass = try #require(
            try await scene.register.companyPasses(by: scene.owner, now: WebScene.now).first
        ).number
        let application = try #require(try await scene.register.companyApplications(by: scene.owner).first).number
        let stranger = try await scene.companies.found("stranger", number: "10458575")
        let (own, foreign) = (try await scene.token(), try await scene.token(of: stranger))
        try await scene.companies.web.application.test(.router) { client in
            let program = ProgramClient(client: client, token: foreign)
            for (method, path) in [
                (.get, "/applications/\(application)"), (.post, "/applications/\(application)/submit"),
                (.get, "/passes/\(pass)"), (.post, "/passes/\(pass)/release"),
            ] as [(HTTPRequest.Method, String)] {
                let there = try await program.ask(method, path, key: "another-one")
                let missing = try await program.ask(
                    method,
                    path.replacing(application, with: "A26-0000000").replacing(pass, with: "KEL-P-26-999999"),
                    key: "another-one")
                #expect(there.status == .notFound && missing.status == .notFound, "\(method) \(path)")
                #expect(there.bytes == missing.bytes, "\(method) \(path)")
            }
            let theirs = try await program.get("/passes?ended=true")
            #expect(String(decoding: theirs.bytes, as: UTF8.self) == "{\"items\":[]}")
            let mine = ProgramClient(client: client, token: own)
            #expect(try await mine.get("/passes/\(pass)").status == .ok)
            let released = try await mine.ask(.post, "/passes/\(pass)/release", key: "release-1")
            #expect(String(decoding: released.bytes, as: UTF8.self) == "{\"applications\":[],\"passes\":[\"\(pass)\"]}")
            #expect(try await mine.get("/passes/\(pass)").member("state") == "revoked")
            #expect(try await mine.get("/passes").bytes == Array("{\"items\":[]}".utf8))
        }
    }

    @Test("Lists lead from page to page; a place of no list or of another is refused")
    func pages() async throws {
        let scene = try await ProgramScene()
        let token = try await scene.token()
        try await scene.companies.web.application.test(.router) { client in
            let program = ProgramClient(client: client, token: token)
            for place in 0..<5 {
                let made = try await program.ask(
                    .post, "/applications", ProgramScene.order(), key: "application-\(place)")
                #expect(made.status == .created)
            }
            var (path, count, pages) = ("/applications?limit=2&state=draft", 0, 0)
            var cursor = ""
            while true {
                let answer = try await program.get(path)
                guard case .array(let items)? = answer.object["items"] else { throw CompanyBrowser.Lost() }
                count += items.count
                pages += 1
                guard let link = answer.field("Link") else { break }
                #expect(link.hasPrefix("</api/v1/applications?") && link.hasSuffix(">; rel=\"next\""))
                path = String(link.dropFirst("</api/v1".count).prefix { $0 != ">" })
                cursor = try #require(answer.member("next"))
            }
            #expect(count == 5 && pages == 3)
            for (query, status) in [
                ("cursor=\(cursor)", 422), ("state=draft&cursor=\(cursor)", 200), ("cursor=AAAAAAAAAAAA", 422),
                ("cursor=%2e%2e", 400), ("cursor=" + String(repeating: "A", count: 129), 400), ("limit=0", 400),
                ("limit=101", 400),
                ("limit=1&limit=2", 400), ("limit=x", 400), ("state=unknown", 400), ("other=1", 400),
            ] {
                #expect(try await program.get("/applications?\(query)").status.code == status, "\(query)")
            }
        }
    }

    @Test("Gates are told of visitors, once")
    func visitors() async throws {
        let scene = try await ProgramScene()
        let token = try await scene.token([.writeVisitors])
        @Sendable func list(_ document: String, until: String = "2026-12-02") -> JSONValue {
            .object([
                "port": .text("TWKEL"), "from": .text("2026-12-01"), "until": .text(until),
                "visitors": .array([.object(["name": .text("王訪客"), "document": .text(document)])]),
            ])
        }
        try await scene.companies.web.application.test(.router) { client in
            let program = ProgramClient(client: client, token: token)
            for _ in 0..<2 {
                let answer = try await program.ask(.post, "/visitors", list("A123456789"), key: "visitors-1")
                #expect(answer.status == .ok && answer.bytes == Array("{\"expected\":1}".utf8))
            }
            let short = try await program.ask(.post, "/visitors", list("12"), key: "visitors-2")
            #expect(short.status == .unprocessableContent && short.errors == ["#/visitors/0 format"])
            let days = try await program.ask(
                .post, "/visitors", list("A123456789", until: "2026-11-01"), key: "visitors-3")
            #expect(days.status == .unprocessableContent && days.errors == ["#/until after-from"])
        }
        let expected = try await scene.register.companyVisitors(by: scene.owner)
        #expect(expected.map(\.hint) == ["456789"])
    }

    @Test("The owner makes a token at the company's pages, sees it once, and takes it back")
    func page() async throws {
        let scene = try await ProgramScene()
        try await scene.companies.web.application.test(.live) { client in
            let browser = CompanyBrowser(client)
            try await scene.companies.signIn(browser)
            try await browser.get("company/programs")
            try await browser.send(
                "company/programs",
                [("tokenName", "ERP"), ("scopes", "passes:read"), ("days", "30"), ("current", "wrong"), ("code", "")])
            #expect(browser.page.contains("error") && !browser.page.contains("ppk_"))
            try await browser.send(
                "company/programs",
                [
                    ("tokenName", "ERP"), ("scopes", "passes:read"), ("days", "30"),
                    ("current", CompanyWebScene.password), ("code", ""),
                ])
            let token = String(try #require(browser.page.firstMatch(of: /ppk_[a-z2-7]{40}/)).output)
            let program = ProgramClient(client: client, token: token)
            #expect(try await program.get("/passes").status == .ok)
            try await browser.get("company/programs")
            #expect(!browser.page.contains(token) && browser.page.contains("ppk_…\(token.suffix(4))"))
            let revoke = try #require(
                browser.page.firstMatch(of: /action="\/en\/(company\/programs\/[0-9a-f]{16}\/revoke)"/)
            ).output.1
            try await browser.send(String(revoke))
            #expect(try await program.get("/passes").status == .unauthorized)
        }
    }
}
