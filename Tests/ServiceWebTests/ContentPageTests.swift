import HTTPTypes
import HummingbirdTesting
import PassFormat
import Register
import ServiceScenes
import ServiceWeb
import Testing

@Suite("The content pages")
struct ContentPageTests {
    private static let languages = SiteLanguage.allCases

    private static func addresses(_ language: SiteLanguage) -> [String] {
        ContentPages.all.map { "/\(language.rawValue)/\($0.path)" }
    }

    @Test("say everything in every language, with headings, names and landmarks", arguments: languages)
    func pages(language: SiteLanguage) async throws {
        let web = try await WebScene()
        try await web.application.test(.router) { client in
            for address in Self.addresses(language) {
                let answer = try await client.get(address)
                #expect(answer.status == .ok, "\(address)")
                let text = answer.text
                #expect(Markup(text).problems == [], "\(address)")
                #expect(text.contains("<html lang=\"\(language.rawValue)\">"), "\(address)")
                #expect(text.components("<h1>") == 1, "\(address)")
                for sign in ["⟦", "{{", "[[", "}}", "]]"] { #expect(!text.contains(sign), "\(address) has \(sign)") }
                for tag in SiteLanguage.allCases {
                    #expect(text.contains("hreflang=\"\(tag.rawValue)\""), "\(address)")
                }
                for part in ["id=\"U\"", "id=\"C\"", "id=\"Z\"", "accesskey=\"C\"", "class=\"skip\" href=\"#main\""] {
                    #expect(text.contains(part), "\(address) lacks \(part)")
                }
            }
        }
    }

    @Test("run nothing of their own, load nothing from elsewhere, and are light", arguments: languages)
    func headers(language: SiteLanguage) async throws {
        let web = try await WebScene()
        let site = try WebScene.site.get()
        try await web.application.test(.router) { client in
            for address in Self.addresses(language) + ["/\(language.rawValue)/nothing", "/\(language.rawValue)/status"]
            {
                let answer = try await client.get(address)
                let policy = try #require(answer.headers[.contentSecurityPolicy])
                for part in [
                    "default-src 'none'", "script-src 'self'", "style-src 'self'", "base-uri 'none'",
                    "frame-ancestors 'none'",
                ] {
                    #expect(policy.contains(part), "\(address)")
                }
                #expect(!policy.contains("unsafe") && !policy.contains("http"))
                #expect(answer.headers[.xContentTypeOptions] == "nosniff")
                #expect(answer.headers[.contentLanguage] == language.rawValue)
                #expect(try answer.headers[#require(HTTPField.Name("Referrer-Policy"))] == "same-origin")
                let text = answer.text
                for inline in [" style=", "<style", "javascript:", " onclick=", " onload=", "<script>", "http://"] {
                    #expect(!text.contains(inline), "\(address) has \(inline)")
                }
                let assets = text.split(separator: "\"/assets/").dropFirst().map {
                    "/assets/" + $0.prefix { $0 != "\"" }
                }
                let weight = try assets.reduce(answer.bytes.count) { try $0 + #require(site.assets.size(at: $1)) }
                #expect(weight <= 60_000, "\(address) weighs \(weight)")
            }
        }
    }

    @Test("Every link of every page leads somewhere, and to a place that is there", arguments: languages)
    func links(language: SiteLanguage) async throws {
        let web = try await WebScene()
        try await web.application.test(.router) { client in
            var known: [String: Set<String>] = [:]
            var rest = ["/\(language.rawValue)/"]
            var places: Set<String> = []
            while let address = rest.popLast() {
                guard known[address] == nil else { continue }
                let answer = try await client.get(address)
                // What is somebody's own leads to where they prove that they are they.
                if answer.status == .seeOther {
                    known[address] = []
                    rest.append(try #require(answer.headers[.location]))
                    continue
                }
                #expect(answer.status == .ok, "\(address)")
                known[address] = Markup(answer.text).ids
                for link in answer.text.links {
                    guard link.hasPrefix("/") else {
                        #expect(link.hasPrefix("tel:+") || link.hasPrefix("#"), "\(address) leads to \(link)")
                        continue
                    }
                    let parts = link.split(separator: "#", maxSplits: 1).map(String.init)
                    if parts.count == 2 { places.insert(link) }
                    if parts[0].hasPrefix("/\(language.rawValue)/") { rest.append(parts[0]) }
                    if parts[0].hasPrefix("/assets/") {
                        #expect(try await client.get(parts[0]).status == .ok, "\(address) loads \(link)")
                    } else if !parts[0].hasPrefix("/\(language.rawValue)/") {
                        #expect(try await client.get(parts[0]).status == .ok, "\(address) leads to \(link)")
                    }
                }
            }
            for link in places {
                let parts = link.split(separator: "#", maxSplits: 1).map(String.init)
                #expect(known[parts[0]]?.contains(parts[1]) ?? false, "\(link)")
            }
            // The site map names every page there is.
            let map = Set(try await client.get("/\(language.rawValue)/sitemap").text.links)
            for content in ContentPages.all where !content.path.isEmpty {
                #expect(map.contains("/\(language.rawValue)/\(content.path)"), "\(content.path)")
            }
        }
    }

    @Test("Names of the seeds are in the page's language, or marked as English")
    func names() async throws {
        let web = try await WebScene()
        try await web.application.test(.router) { client in
            let chinese = try await client.get("/zh-Hant/guide/gates").text
            #expect(chinese.contains("東岸一號門") && chinese.contains("東岸碼頭管制區") && !chinese.contains("lang=\"en\">East"))
            let thai = try await client.get("/th/guide/gates").text
            #expect(thai.contains("<span lang=\"en\">East gate 1</span>") && !thai.contains("東岸一號門"))
            let fees = try await client.get("/zh-Hant/guide/fees").text
            for part in ["200 元", "免費", "120 元，試辦期間免收", "民國115年1月1日", "範例"] { #expect(fees.contains(part), "\(part)") }
            let vietnamese = try await client.get("/vi/guide/documents").text
            #expect(vietnamese.contains("Trang ảnh hộ chiếu") && !vietnamese.contains("lang=\"en\">Photo page"))
            let home = try await client.get("/en/").text
            for part in ["tel:+886-2-5550-0100", "02-5550-0100"] {
                #expect(home.contains(part))
            }
        }
    }

    @Test("are kept as they are sent: asked for again by their tag, compressed for who takes it")
    func caching() async throws {
        let web = try await WebScene()
        try await web.application.test(.router) { client in
            let plain = try await client.get("/en/guide/fees")
            #expect(plain.headers[.cacheControl] == "public, no-cache" && plain.headers[.vary] == "Accept-Encoding")
            let tag = try #require(plain.headers[.eTag])
            #expect(try await client.get("/en/guide/fees", [.ifNoneMatch: tag]).status == .notModified)
            #expect(try await client.get("/vi/guide/fees", [.ifNoneMatch: tag]).status == .ok)
            let small = try await client.get("/en/guide/fees", [.acceptEncoding: "br, gzip"])
            #expect(small.headers[.contentEncoding] == "gzip" && small.headers[.eTag] != tag)
            #expect(small.bytes.starts(with: [0x1F, 0x8B]) && small.bytes.count < plain.bytes.count / 2)
            #expect(
                try await client.get("/en/guide/fees", [.acceptEncoding: "gzip;q=0"]).headers[.contentEncoding] == nil)
            let head = try await client.executeRequest(uri: "/en/guide/fees", method: .head, headers: [:], body: nil)
            #expect(head.status == .ok && head.bytes.isEmpty && head.headers[.eTag] == tag)
        }
    }

    @Test("What pages load never changes under its name")
    func assets() async throws {
        let web = try await WebScene()
        try await web.application.test(.router) { client in
            let page = try await client.get("/en/").text
            let sheet = try #require(page.links.first { $0.hasSuffix(".css") })
            let answer = try await client.get(sheet)
            #expect(answer.headers[.cacheControl] == "public, max-age=31536000, immutable")
            #expect(answer.headers[.contentType] == "text/css; charset=utf-8")
            #expect(answer.text.contains("/assets/icon.") && !answer.text.contains("[["))
            let tag = try #require(answer.headers[.eTag])
            #expect(try await client.get(sheet, [.ifNoneMatch: tag]).status == .notModified)
            let small = try await client.get(sheet, [.acceptEncoding: "gzip"])
            #expect(small.headers[.contentEncoding] == "gzip" && small.bytes.count * 3 < answer.bytes.count)
        }
    }

    @Test("A typical page that is made anew each time takes less than two milliseconds")
    func speed() throws {
        let site = try WebScene.site.get()
        let fields = (1...12).map { number in
            FormFieldView(
                "name", .text, value: "王小明 \(number)", error: number % 3 == 0 ? "請輸入證件上的姓名" : nil,
                words: site.words(.zhHant))
        }
        let values = FormView(action: "/zh-Hant/apply/person", fields: fields, submit: "送出").values
        let clock = ContinuousClock()
        let times = (0..<50).map { _ in clock.measure { _ = site.templates.render("form", in: .zhHant, values) } }
            .sorted()
        #expect(times[25] < .milliseconds(2), "\(times[25])")
    }
}

extension String {
    /// How often a piece comes.
    func components(_ piece: String) -> Int { split(separator: piece, omittingEmptySubsequences: false).count - 1 }

    var links: [String] {
        split(separator: " href=\"").dropFirst().map { String($0.prefix { $0 != "\"" }).replacing("&amp;", with: "&") }
    }
}
