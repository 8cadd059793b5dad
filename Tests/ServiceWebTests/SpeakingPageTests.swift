import Foundation
import HTTPTypes
import HummingbirdTesting
import PassFormat
import Register
import ServiceScenes
import ServiceWeb
import Synchronization
import Testing

@Suite("Pages on which people write, lose and leave")
struct SpeakingPageTests {
    /// A browser on another machine: its cookies, and where its forms come from.
    private final class Visitor: Sendable {
        private let client: any TestClientProtocol
        private let jar = Mutex<[String: String]>([:])

        init(_ client: any TestClientProtocol) { self.client = client }

        private var headers: HTTPFields {
            let field = jar.withLock { $0.sorted { $0.key < $1.key } }.map { "\($0.key)=\($0.value)" }
            var headers: HTTPFields = [.origin: "http://localhost", .accept: "text/html"]
            if !field.isEmpty { headers[.cookie] = field.joined(separator: "; ") }
            return headers
        }

        private func keep(_ answer: TestResponse) {
            for field in answer.headers[values: .setCookie] {
                let pair = field.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1).map(String.init)
                guard pair.count == 2 else { continue }
                jar.withLock { $0[pair[0]] = field.contains("Max-Age=0") ? nil : pair[1] }
            }
        }

        func get(_ path: String) async throws -> TestResponse {
            let answer = try await client.get(path, headers)
            keep(answer)
            return answer
        }

        /// Sends a form of a page with the token that is in it.
        func send(
            _ fields: [(String, String)], to path: String, of page: TestResponse
        ) async throws -> TestResponse {
            let parts = page.text.components(separatedBy: "name=\"csrf\" value=\"")
            let token = String(try #require(parts.dropFirst().first).prefix { $0 != "\"" })
            return try await send([("csrf", token)] + fields, to: path)
        }

        func send(_ fields: [(String, String)], to path: String) async throws -> TestResponse {
            let answer = try await client.send(Form(fields: fields), to: path, headers)
            keep(answer)
            return answer
        }

        /// Follows a redirect.
        func follow(_ answer: TestResponse) async throws -> TestResponse {
            #expect(answer.status == .seeOther, "\(answer.text.prefix(300))")
            return try await get(try #require(answer.headers[.location]))
        }
    }

    private static let opinion = [
        ("kind", "opinion"), ("about", ""), ("gate", ""), ("text", "好"), ("contact", ""),
    ]

    private func expectClean(_ page: TestResponse, _ status: HTTPResponse.Status = .ok, _ what: String = "") {
        #expect(page.status == status && Markup(page.text).problems == [], "\(what)")
        #expect(!page.text.contains("⟦"), "\(what) has words that nobody wrote")
    }

    @Test("Every page stands in every language", arguments: SiteLanguage.allCases)
    func languages(_ language: SiteLanguage) async throws {
        let web = try await WebScene()
        try await web.application.test(.live) { client in
            let visitor = Visitor(client)
            for path in [
                "opinions", "opinions/follow", "lost", "lost/find", "former-employer", "former-employer/find",
            ] {
                expectClean(try await visitor.get("/\(language.rawValue)/\(path)"), .ok, path)
            }
            for path in ["opinions/mine", "lost/KEL-P-26-000001", "former-employer/KEL-P-26-000001"] {
                let answer = try await visitor.get("/\(language.rawValue)/\(path)")
                #expect(answer.status == .seeOther && !answer.text.contains("KEL-P"), "\(path)")
            }
            for path in [
                "opinions/C26-0000000", "opinions/appeal/KEL-P-26-000001", "survey/x", "my/applications/x/survey",
            ] {
                #expect(try await visitor.get("/\(language.rawValue)/\(path)").status == .notFound, "\(path)")
            }
        }
    }

    @Test("What is sent opens for who sent it, and for nobody else without its code")
    func sent() async throws {
        let web = try await WebScene()
        try await web.application.test(.live) { client in
            let (one, other) = (Visitor(client), Visitor(client))
            let form = try await one.get("/en/opinions")
            let answer = try await one.send(
                Self.opinion.map { $0.0 == "text" ? ("text", "a\r\n<script>\u{202A}") : $0 }, to: "/en/opinions",
                of: form)
            expectClean(answer, .unprocessableContent, "turns the direction of writing")
            #expect(!answer.text.contains("<script>"))
            #expect(try await web.register.opinionQueue().isEmpty)
            let page = try await one.follow(
                one.send(
                    Self.opinion.map { $0.0 == "text" ? ("text", "a\r\n<script>") : $0 }, to: "/en/opinions", of: form)
            )
            expectClean(page)
            #expect(page.text.contains("<span class=\"line\">&lt;script&gt;</span>") && !page.text.contains("\u{FFFD}"))
            let number = try #require(try await web.register.opinionQueue().first).number
            let code = try web.register.code(of: number)
            #expect(page.text.contains(code.text) && page.headers[.cacheControl] == "no-store")
            let path = "/en/opinions/\(number.text)"
            #expect(try await other.get(path).status == .notFound)
            let follow = try await other.get("/en/opinions/follow")
            for wrong in [
                [("number", number.text), ("code", "0000-0000-0000")],
                [("number", "C26-0000000"), ("code", code.text)],
                [("number", ""), ("code", "")],
            ] {
                let refused = try await other.send(wrong, to: "/en/opinions/follow", of: follow)
                expectClean(refused, .unprocessableContent)
                #expect(!refused.text.contains("<span class=\"line\">"))
            }
            for act in ["add", "withdraw", "close"] {
                let fields = act == "add" ? [("text", "x")] : []
                #expect(try await other.send(fields, to: "\(path)/\(act)", of: follow).status == .notFound)
            }
            let shown = try await other.follow(
                other.send([("number", number.text), ("code", code.text)], to: "/en/opinions/follow", of: follow))
            expectClean(shown)
            let withdrawn = try await other.follow(other.send([], to: "\(path)/withdraw", of: shown))
            expectClean(withdrawn)
            #expect(try await web.register.opinion(number)?.state == .withdrawn)
        }
    }

    @Test("A form of nobody's page, one too large, and one that is no text change nothing")
    func hostile() async throws {
        let web = try await WebScene()
        try await web.application.test(.live) { client in
            let visitor = Visitor(client)
            let page = try await visitor.get("/en/opinions")
            #expect(try await visitor.send(Self.opinion, to: "/en/opinions").status == .forbidden)
            #expect(
                try await visitor.send([("csrf", "AAAA")] + Self.opinion, to: "/en/opinions").status == .forbidden)
            let foreign = try await client.send(
                Form(fields: Self.opinion), to: "/en/opinions", [.origin: "https://evil.example", .accept: "text/html"])
            #expect(foreign.status == .forbidden)
            let large = String(repeating: "字", count: 40_000)
            let refused = try await visitor.send(
                Self.opinion.map { $0.0 == "text" ? ("text", large) : $0 }, to: "/en/opinions", of: page)
            #expect(refused.status == .contentTooLarge)
            let more = try await visitor.send(Self.opinion + [("state", "closed")], to: "/en/opinions", of: page)
            #expect(more.status == .badRequest, "a field that the form has not")
            for kind in ["appeal", "objection", "", "x"] {
                let answer = try await visitor.send(
                    Self.opinion.map { $0.0 == "kind" ? ("kind", kind) : $0 }, to: "/en/opinions", of: page)
                #expect(answer.status == .unprocessableContent, "\(kind)")
            }
            #expect(try await web.register.opinionQueue().isEmpty)
        }
    }

    @Test("Whether there is a pass of a number, and whose, is told by nothing")
    func silence() async throws {
        let web = try await WebScene()
        let record = Array(
            """
            {"name":"王小明","idNumber":"A123456789","kind":"person","term":"periodic","access":{"TWKEL":["A"]},
            "notBefore":"P0D","notAfter":"P1Y"}
            """.utf8)
        guard case .issued(let pass) = try await web.register.issue(record, by: web.scene.by, now: WebScene.now) else {
            throw CancellationError()
        }
        try await web.application.test(.live) { client in
            let visitor = Visitor(client)
            let page = try await visitor.get("/en/lost/find")
            func asked(_ number: String) async throws -> String {
                let answer = try await visitor.send(
                    [("number", number), ("retrievalCode", "")], to: "/en/lost/find", of: page)
                expectClean(answer)
                // The same but for what names this one question.
                let parts = answer.text.components(separatedBy: "name=\"handle\" value=\"")
                let handle = String(try #require(parts.dropFirst().first).prefix { $0 != "\"" })
                return answer.text.replacing(handle, with: "").replacing(number, with: "")
            }
            #expect(try await asked(pass.number) == asked("KEL-P-26-999999"))
            for (fields, what) in [
                ([("number", ""), ("retrievalCode", "")], "nothing"),
                ([("number", "KEL"), ("retrievalCode", "")], "short"),
                ([("number", ""), ("retrievalCode", "AAAA-AAAA-AAAA")], "no code"),
            ] {
                let answer = try await visitor.send(fields, to: "/en/lost/find", of: page)
                expectClean(answer, .unprocessableContent, what)
            }
        }
    }
}
