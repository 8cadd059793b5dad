import HTTPTypes
import HummingbirdTesting
import Register
import ServiceWeb
import Testing

@Suite("Which language somebody is spoken to in")
struct LanguageTests {
    static let asked: [(String?, String)] = [
        (nil, "zh-Hant"), ("", "zh-Hant"), ("fr", "zh-Hant"), ("en", "en"), ("en-GB,en;q=0.9", "en"),
        ("zh-TW", "zh-Hant"),
        ("zh-CN,zh;q=0.9", "zh-Hant"), ("vi-VN,vi;q=0.9,en;q=0.8", "vi"), ("in-ID", "id"), ("id", "id"),
        ("th-TH", "th"),
        ("tl", "fil"), ("fil-PH", "fil"), ("fr;q=1,th;q=0.5,en;q=0.7", "en"), ("en;q=0,vi;q=0.1", "vi"),
        ("EN-us", "en"), ("*", "zh-Hant"), ("en;q=nan", "zh-Hant"), ("en;q=9", "zh-Hant"), (" th ; q = 0.3 ", "th"),
        (String(repeating: "fr,", count: 2_000) + "en", "zh-Hant"),
    ]

    @Test("goes by the browser where nothing was chosen", arguments: asked)
    func accepted(field: String?, language: String) async throws {
        let web = try await WebScene()
        try await web.application.test(.router) { client in
            let answer = try await client.get("/", field.map { [.acceptLanguage: $0] } ?? [:])
            #expect(answer.status == .found && answer.headers[.location] == "/\(language)/")
            #expect(answer.headers[.vary] == "Cookie, Accept-Language" && answer.headers[.cacheControl] == "no-store")
        }
    }

    @Test("goes by what was chosen before what the browser says, and by nothing that is no language")
    func chosen() async throws {
        let web = try await WebScene()
        try await web.application.test(.router) { client in
            let page = try await client.get("/th/faq")
            let cookie = try #require(page.headers[.setCookie])
            #expect(
                cookie.hasPrefix("__Host-lang=th; Path=/;") && cookie.contains("SameSite=Lax")
                    && cookie.contains("Secure"))
            let kept: HTTPFields = [.cookie: "a=b; __Host-lang=th", .acceptLanguage: "en"]
            #expect(try await client.get("/", kept).headers[.location] == "/th/")
            // Nothing to keep where it is kept.
            #expect(try await client.get("/th/faq", kept).headers[.setCookie] == nil)
            #expect(try await client.get("/vi/faq", kept).headers[.setCookie]?.hasPrefix("__Host-lang=vi;") ?? false)
            for cookie in [
                "__Host-lang=", "__Host-lang=xx", "__Host-lang=../evil", "__Host-lang=en%0d", "__Host-lang", "lang=th",
            ] {
                let answer = try await client.get("/", [.cookie: cookie, .acceptLanguage: "vi"])
                #expect(answer.headers[.location] == "/vi/", "\(cookie)")
            }
        }
    }

    @Test("An error is told in the language of its address, and to programs as a problem document")
    func errors() async throws {
        let web = try await WebScene()
        try await web.application.test(.router) { client in
            let words = try WebScene.site.get()
            for language in SiteLanguage.allCases {
                for path in ["nothing", "guide/nothing", "faq/x/y", "apply/person/x", "%3Cscript%3E", "..%2f"] {
                    let answer = try await client.get("/\(language.rawValue)/\(path)")
                    #expect(answer.status == .notFound)
                    #expect(answer.text.contains(HTMLText.escaped(words.words(language)["problem.not-found"])))
                    #expect(Markup(answer.text).problems == [] && !answer.text.contains("cript%3E"))
                    #expect(answer.headers[.cacheControl] == "no-store")
                    #expect(answer.text.contains("name=\"robots\" content=\"noindex\""))
                }
                let posted = try await client.executeRequest(
                    uri: "/\(language.rawValue)/faq", method: .post, headers: [:], body: nil)
                #expect(
                    posted.status.kind == .clientError && posted.headers[.contentType]?.hasPrefix("text/html") ?? false)
            }
            let person: HTTPFields = [.accept: "text/html,*/*;q=0.8", .acceptLanguage: "vi"]
            #expect(try await client.get("/nothing", person).text.contains("lang=\"vi\""))
            #expect(try await client.get("/nothing").problem == "not-found")
            for path in ["/api/x", "/tuf/x", "/assets/x.css", "/assets/../site.css", "/pay/x", "/healthz/x"] {
                #expect(try await client.get(path, person).problem == "not-found", "\(path)")
            }
        }
    }
}
