import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Register
import ServiceScenes
import ServiceWeb
import Testing

@Suite("A form that is not ours")
struct FormGuardTests {
    private static let site = HTTPField.Name("Sec-Fetch-Site")

    @Test("From another site, under another origin, or from nowhere, it is refused with a page, and nothing is sent")
    func origins() async throws {
        let scene = try await SiteScene()
        let fetchSite = try #require(Self.site)
        let refused: [HTTPFields] = [
            [:], [.origin: "null"], [.origin: "https://evil.example"], [.origin: "http://localhost.evil.example"],
            [.origin: "http://localhost:1"], [.origin: ""], [fetchSite: "cross-site"], [fetchSite: "same-site"],
            [fetchSite: "none"], [.origin: SiteScene.origin, fetchSite: "cross-site"],
            [.origin: "https://evil.example", fetchSite: "same-origin"], [.referer: "http://localhost/en/prove"],
        ]
        let accepted: [HTTPFields] = [
            [.origin: SiteScene.origin], [.origin: "https://localhost"], [fetchSite: "same-origin"],
            [.origin: SiteScene.origin, fetchSite: "same-origin"], [.origin: "HTTP://LOCALHOST"],
        ]
        try await scene.application.test(.live) { client in
            let browser = Browser(client)
            let fields = [("csrf", try await browser.get("/en/prove").hidden("csrf")), ("contact", "x"), ("then", "")]
            for headers in refused {
                let answer = try await browser.post("/en/prove", fields, headers)
                #expect(answer.status == .forbidden, "\(headers)")
                #expect(answer.headers[.contentType]?.hasPrefix("text/html") == true)
                #expect(Markup(answer.text).problems == [])
            }
            for headers in accepted {
                #expect(try await browser.post("/en/prove", fields, headers).status == .unprocessableContent)
            }
        }
    }

    @Test("Without its token, with another's, or with one of before, it is refused")
    func tokens() async throws {
        let scene = try await SiteScene()
        try await scene.application.test(.live) { client in
            let (browser, other) = (Browser(client), Browser(client))
            let mine = try await browser.get("/en/prove").hidden("csrf")
            let theirs = try await other.get("/en/prove").hidden("csrf")
            #expect(mine != theirs)
            func post(_ token: String?, _ browser: Browser) async throws -> HTTPResponse.Status {
                try await browser.post(
                    "/en/prove", (token.map { [("csrf", $0)] } ?? []) + [("contact", "x"), ("then", "")]
                ).status
            }
            #expect(try await post(mine, browser) == .unprocessableContent)
            for token in [nil, "", theirs, String(mine.dropLast()), mine + "A", mine.replacing("_", with: "/") + "="] {
                #expect(try await post(token, browser) == .forbidden, "\(token ?? "none")")
            }
            // The page again has the same token: two tabs are one browser.
            #expect(try await browser.get("/en/prove").hidden("csrf") == mine)
            // Without the cookie the token is worth nothing, and one cookie is not taken for the other.
            let cookie = try #require(browser.cookies["__Host-portpass-form"])
            browser.set("__Host-portpass-form", nil)
            #expect(try await post(mine, browser) == .forbidden)
            browser.set("__Host-portpass", cookie)
            #expect(try await post(mine, browser) == .forbidden)
            browser.set("__Host-portpass", nil)
            browser.set("__Host-portpass-form", cookie)
            #expect(try await post(mine, browser) == .unprocessableContent)
            // With a session the form is bound to that.
            let token = try await scene.register.startSession(limits: .proof, now: scene.now)
            browser.set("__Host-portpass", token.text)
            #expect(try await post(mine, browser) == .forbidden)
            let bound = try await browser.get("/en/prove").hidden("csrf")
            #expect(try await post(bound, browser) == .unprocessableContent)
            #expect(try await scene.takeNotice() == nil)
        }
    }

    @Test("Cookies that no browser sends are none")
    func cookies() async throws {
        let scene = try await SiteScene()
        let token = try await scene.register.startSession(limits: .proof, now: scene.now)
        try await scene.application.test(.live) { client in
            func csrf(_ cookie: String) async throws -> String {
                try await client.get("/en/prove", [.cookie: cookie]).hidden("csrf")
            }
            let (name, value) = ("__Host-portpass", token.text)
            let good = try await csrf("\(name)=\(value)")
            #expect(try await csrf("a=b; \(name)=\(value); c=d") == good)
            #expect(try await csrf("a=b;\(name)=\(value)") == good)
            for cookie in [
                "\(name)=\(value); \(name)=\(value)", "\(name)=\(value)x", "\(name)=\(value.dropLast())", "\(name)=",
                "\(name)", "X\(name)=\(value)", "\(name.lowercased())=\(value)", "\(name)=\"\(value)\"",
                "\(name) =\(value)", ";;;===", "\(name)=\(value), \(name)=\(value)",
                "a=\(String(repeating: "x", count: 8_000)); b=\(String(repeating: "y", count: 150)); \(name)=\(value)",
            ] {
                let answer = try await client.get("/en/prove", [.cookie: cookie])
                // Too long for the server itself is refused there.
                if answer.status == .ok { #expect(try answer.hidden("csrf") != good, "\(cookie.prefix(80))") }
            }
        }
    }

    @Test("A route that takes a form without looking at its token fails at its first use")
    func forgotten() async throws {
        let router = Router(context: ServiceContext.self)
        let guarded = router.group().add(middleware: FormGuard())
        guarded.post("forgetful") { _, _ in Response(status: .seeOther) }
        guarded.post("refusing") { _, _ -> Response in throw HTTPError(.badRequest) }
        try await Application(router: router).test(.router) { client in
            let origin: HTTPFields = [.origin: SiteScene.origin]
            func post(_ path: String) async throws -> HTTPResponse.Status {
                try await client.executeRequest(
                    uri: path, method: .post, headers: origin, body: ByteBuffer(bytes: [])
                ).status
            }
            let (forgetful, refusing) = (try await post("/forgetful"), try await post("/refusing"))
            #expect(forgetful == .internalServerError && refusing == .badRequest)
        }
    }
}
