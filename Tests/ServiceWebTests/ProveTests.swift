import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Mail
import NIOCore
import Register
import ServiceScenes
import ServiceWeb
import Testing

@Suite("Proving how one is reached")
struct ProveTests {
    private static let session = "__Host-portpass"
    private static let form = "__Host-portpass-form"

    /// From the first page to the answer to the code.
    private func prove(
        _ browser: Browser, _ scene: SiteScene, contact: String = "wang@example.com", then: String = "/en/my"
    ) async throws -> TestResponse {
        let page = try await browser.get("/en/prove?then=\(then)")
        let sent = try await browser.post(
            "/en/prove",
            [("csrf", try page.hidden("csrf")), ("contact", contact), ("then", try page.hidden("then"))])
        #expect(sent.status == .ok, "\(sent.text)")
        let code = try #require(try await scene.takeNotice()?.facts["code"])
        return try await browser.post("/en/prove/code", try Self.answer(sent, code))
    }

    private static func answer(_ page: TestResponse, _ code: String) throws -> [(String, String)] {
        [
            ("csrf", try page.hidden("csrf")), ("handle", try page.hidden("handle")),
            ("contact", try page.hidden("contact")), ("then", try page.hidden("then")), ("code", code),
        ]
    }

    @Test(
        "The whole way, in every language: a page, a code by message, and a session that may see what is of this contact"
    )
    func whole() async throws {
        let scene = try await SiteScene()
        try await scene.application.test(.live) { client in
            for (offset, language) in SiteLanguage.allCases.enumerated() {
                let browser = Browser(client)
                let path = "/\(language.rawValue)/prove"
                let page = try await browser.get(path)
                #expect(page.status == .ok && Markup(page.text).problems == [], "\(language)")
                #expect(page.text.contains("<html lang=\"\(language.rawValue)\">"))
                #expect(browser.cookies.keys.sorted() == [Self.form])
                let contact = "wang\(offset)@example.com"
                let sent = try await browser.post(
                    path, [("csrf", try page.hidden("csrf")), ("contact", contact.uppercased()), ("then", "")])
                #expect(sent.status == .ok && Markup(sent.text).problems == [], "\(language)")
                #expect(sent.text.contains("w•••@example.com") && !sent.text.contains("<p>" + contact))
                let notice = try #require(try await scene.takeNotice())
                #expect(notice.language == language && notice.to.address == contact)
                let code = try #require(notice.facts["code"])
                #expect(!sent.text.contains(code))
                let wrong = code == "000000" ? "000001" : "000000"
                let refused = try await browser.post(path + "/code", try Self.answer(sent, wrong))
                #expect(refused.status == .unprocessableContent && Markup(refused.text).problems == [])
                #expect(refused.text.contains("4") && browser.cookies[Self.session] == nil)
                let proved = try await browser.post(path + "/code", try Self.answer(refused, code))
                #expect(proved.status == .seeOther && proved.headers[.location] == "/\(language.rawValue)/my")
                let token = try #require(browser.cookies[Self.session].flatMap(SessionToken.init(text:)))
                let session = try await scene.register.session(token, now: scene.now)
                #expect(try session?.contacts.map(\.address) == [contact])
            }
        }
    }

    @Test("Who only reads gets no cookie, and no session is made for them")
    func reading() async throws {
        let scene = try await SiteScene()
        try await scene.application.test(.live) { client in
            for path in ["/site.css", "/healthz", "/nothing", "/apply"] {
                let answer = try await client.get(path)
                #expect(answer.headers[.setCookie] == nil, "\(path)")
            }
        }
    }

    @Test("What is proved next goes on in the session, under another token; the old one is worth nothing")
    func rotation() async throws {
        let scene = try await SiteScene()
        try await scene.application.test(.live) { client in
            let browser = Browser(client)
            #expect(try await prove(browser, scene).status == .seeOther)
            let first = try #require(browser.cookies[Self.session])
            #expect(try await prove(browser, scene, contact: "chen@example.com").status == .seeOther)
            let second = try #require(browser.cookies[Self.session])
            #expect(first != second)
            let old = try #require(SessionToken(text: first))
            let new = try #require(SessionToken(text: second))
            #expect(try await scene.register.session(old, now: scene.now) == nil)
            #expect(try await scene.register.session(new, now: scene.now)?.contacts.count == 2)
            // A session that somebody put there is not taken up.
            let fixed = Browser(client)
            let planted = String(repeating: "A", count: 43)
            fixed.set(Self.session, planted)
            #expect(try await prove(fixed, scene, contact: "lin@example.com").status == .seeOther)
            #expect(try #require(fixed.cookies[Self.session]) != planted)
        }
    }

    @Test("A wrong contact keeps what was typed and says what is wrong; a code that is over leads back")
    func errors() async throws {
        let scene = try await SiteScene()
        try await scene.application.test(.live) { client in
            let browser = Browser(client)
            let page = try await browser.get("/en/prove")
            let csrf = try page.hidden("csrf")
            for typed in ["", "wang@", "12345", "<script>alert(1)</script>@x"] {
                let answer = try await browser.post("/en/prove", [("csrf", csrf), ("contact", typed), ("then", "")])
                #expect(answer.status == .unprocessableContent && Markup(answer.text).problems == [], "\(typed)")
                #expect(answer.text.contains("aria-invalid") && !answer.text.contains("<script>"))
            }
            let sent = try await browser.post("/en/prove", [("csrf", csrf), ("contact", "a@b.tw"), ("then", "")])
            let code = try #require(try await scene.takeNotice()?.facts["code"])
            scene.pass(seconds: 600)
            let over = try await browser.post("/en/prove/code", try Self.answer(sent, code))
            #expect(over.status == .unprocessableContent && over.text.contains("no longer good"))
            #expect(over.text.contains("value=\"a@b.tw\"") && Markup(over.text).problems == [])
            let bad = try await browser.post(
                "/en/prove/code", [("csrf", csrf), ("handle", "x"), ("contact", ""), ("code", ""), ("then", "")])
            #expect(bad.status == .badRequest)
        }
    }

    @Test("Codes are rationed, which is said with how long to wait, and the same for whoever is known")
    func rationed() async throws {
        var limits = WebLimits()
        limits.codes.perContact = 1
        let scene = try await SiteScene(limits: limits)
        try await scene.application.test(.live) { client in
            let browser = Browser(client)
            let csrf = try await browser.get("/en/prove").hidden("csrf")
            let fields = [("csrf", csrf), ("contact", "a@b.tw"), ("then", "")]
            #expect(try await browser.post("/en/prove", fields).status == .ok)
            let refused = try await browser.post("/en/prove", fields)
            #expect(refused.status == .tooManyRequests && refused.text.contains("60 minutes"))
        }
    }

    @Test(
        "It leads on to a page of ours, and to nothing else",
        arguments: [
            ("/en/my", "/en/my"), ("/vi/my/applications/A26-4F7K2M", "/vi/my/applications/A26-4F7K2M"),
            ("/zh-Hant/apply/person", "/zh-Hant/apply/person"), ("%2Fth%2Fstatus", "/th/status"), ("", "/en/my"),
            ("//evil.example/my", "/en/my"), ("/en//evil", "/en/my"), ("https://evil.example", "/en/my"),
            ("/en/my%0d%0aX:y", "/en/my"), ("/en/../staff", "/en/my"), ("/staff", "/en/my"), ("/xx/my", "/en/my"),
            ("/en/prove", "/en/my"), ("/en/my?x=1", "/en/my"), ("\\\\evil", "/en/my"), ("/en/my\\", "/en/my"),
        ])
    func target(then: String, expected: String) async throws {
        let scene = try await SiteScene()
        try await scene.application.test(.live) { client in
            let browser = Browser(client)
            let then = then.replacing("\\", with: "%5C")
            let proved = try await prove(browser, scene, then: then)
            #expect(proved.headers[.location] == expected)
        }
    }
}
