import HTTPTypes
import HummingbirdTesting
import PassFormat
import Register
import ServiceScenes
import ServiceWeb
import Testing

@Suite("The pages to apply")
struct ApplyPageTests {
    @Test("An application is taken, and its address tells how it stands")
    func road() async throws {
        let web = try await WebScene()
        try await web.application.test(.router) { client in
            let form = try await client.get("/apply")
            #expect(form.status == .ok && form.headers[.contentType] == "text/html; charset=utf-8")
            #expect(Markup(form.text).problems == [])
            #expect(form.text.contains("lang=\"zh-Hant\"") && form.text.contains("跳到主要內容"))
            let address = try await client.apply()
            #expect(address.hasPrefix("/applications/") && address.utf8.count == 46)
            let progress = try await client.get(address)
            #expect(progress.status == .ok && progress.text.contains("審查中"))
            #expect(Markup(progress.text).problems == [])
            #expect(!progress.text.contains("王小明") && !progress.text.contains("A123456789"))
            let id = try #require(ApplicationID(hex: String(address.suffix(32))))
            _ = try await web.register.reject(id, reason: "incomplete", by: web.scene.by, now: WebScene.now)
            #expect(try await client.get(address).text.contains("資料不全"))
        }
        #expect(try await web.register.openApplications().isEmpty)
    }

    struct Wrong: CustomTestStringConvertible {
        let field: String
        let value: String?
        let words: String
        var testDescription: String { "\(field) \(value?.prefix(20).description ?? "missing")" }

        init(_ field: String, _ value: String?, _ words: String) {
            self.field = field
            self.value = value
            self.words = words
        }
    }

    static let wrong = [
        Wrong("name", nil, "請輸入證件上的姓名"), Wrong("name", "", "請輸入證件上的姓名"), Wrong("name", "  ", "請輸入證件上的姓名"),
        Wrong("name", String(repeating: "長", count: 31), "姓名太長"), Wrong("name", "王\u{202E}明", "不能使用的字元"),
        Wrong("name", "王\u{7}明", "不能使用的字元"), Wrong("name", String(repeating: "x", count: 15_000), "姓名太長"),
        Wrong("idNumber", nil, "請輸入身分證"), Wrong("idNumber", "A123456788", "號碼有誤"),
        Wrong("idNumber", "<b>", "號碼有誤"), Wrong("idNumber", "A\u{2067}123456789", "號碼有誤"),
        Wrong("organisation", String(repeating: "長", count: 31), "公司名稱太長"),
        Wrong("organisation", "\u{2066}x", "不能使用的字元"),
        Wrong("term", nil, "請選擇證別"), Wrong("term", "single-visit", "請選擇證別"), Wrong("term", "\"", "請選擇證別"),
        Wrong("zone", nil, "請至少選擇一個港區"), Wrong("zone", "TWKEL.Q", "港區有誤"), Wrong("zone", "TWKEL.C", "港區有誤"),
        Wrong("zone", "", "港區有誤"), Wrong("from", nil, "請輸入完整的起日"), Wrong("from", "明天", "請輸入完整的起日"),
        Wrong("from", "2026-02-30", "請輸入完整的起日"), Wrong("from", "2026-11-30", "起日不可早於今天"),
        Wrong("until", nil, "請輸入完整的迄日"), Wrong("until", "9999-12-31", "請輸入完整的迄日"),
        Wrong("until", "2026-11-29", "迄日不可早於起日"), Wrong("until", "2029-12-01", "最晚可選 2029-11-30"),
    ]

    @Test("Each bad field is told beside the field and above the form, and nothing is stored", arguments: wrong)
    func badField(wrong: Wrong) async throws {
        let web = try await WebScene()
        try await web.application.test(.router) { client in
            let answer = try await client.send(Form().with(wrong.field, wrong.value), to: "/apply")
            #expect(answer.status == .unprocessableContent)
            let page = answer.text
            #expect(Markup(page).problems == [])
            #expect(page.contains(wrong.words) && page.contains("請更正下列項目"))
            #expect(page.contains("id=\"\(wrong.field)-error\"") && page.contains("aria-invalid=\"true\""))
            // What was good is still there.
            #expect(wrong.field == "organisation" || page.contains("value=\"基隆港埠裝卸股份有限公司\""))
        }
        #expect(try await web.register.openApplications().isEmpty)
    }

    @Test("All bad fields are told at once; a temporary pass lasts a month at most")
    func allAtOnce() async throws {
        let web = try await WebScene()
        try await web.application.test(.router) { client in
            let page = try await client.send(Form(fields: []), to: "/apply").text
            for field in ["name", "idNumber", "term", "zone", "from", "until"] {
                #expect(page.contains("id=\"\(field)-error\""), "\(field)")
            }
            let long = try await client.send(
                Form().with("term", "temporary").with("until", "2027-01-01"), to: "/apply")
            #expect(long.text.contains("最晚可選 2026-12-31"))
            let month = try await client.send(
                Form().with("term", "temporary").with("until", "2026-12-31"), to: "/apply")
            #expect(month.status == .seeOther)
        }
    }

    @Test("Markup in a text stays a text, wherever it is shown")
    func markup() async throws {
        let web = try await WebScene()
        let hostile = "\"'><script>alert(1)</script><img src=x onerror=y>&amp;"
        try await web.application.test(.router) { client in
            let again = try await client.send(
                Form().with("organisation", hostile).with("name", nil).with("term", hostile), to: "/apply")
            #expect(again.status == .unprocessableContent)
            let markup = Markup(again.text)
            #expect(markup.problems == [] && markup.names.isDisjoint(with: ["script", "img"]))
            #expect(again.text.contains("&quot;&#39;&gt;&lt;script&gt;"))
        }
    }

    @Test("What no browser sends is refused, in a page")
    func malformed() async throws {
        var web = try await WebScene()
        web.limits.forms = 100
        try await web.application.test(.router) { client in
            for body in [
                "name", "name=%", "name=%4", "name=%zz", "name=%00", "name=%FF", "name=王", "name=a&name=b", "color=red",
                "name=a&", "&", "name=a b", String(repeating: "zone=a&", count: 70) + "zone=a",
            ] {
                let answer = try await client.post(
                    "/apply", type: "application/x-www-form-urlencoded", Array(body.utf8))
                #expect(answer.status == .badRequest, "\(body.prefix(20))")
                #expect(answer.headers[.contentType] == "text/html; charset=utf-8")
                #expect(Markup(answer.text).problems == [])
            }
        }
        #expect(try await web.register.openApplications().isEmpty)
    }

    @Test("Other types and large bodies are refused before they are read as a form")
    func typesAndSizes() async throws {
        let web = try await WebScene()
        try await web.application.test(.router) { client in
            for type in ["text/plain", "multipart/form-data", "multipart/mixed; boundary=x", "application/json"] {
                let answer = try await client.executeRequest(
                    uri: "/apply", method: .post, headers: [.contentType: type], body: nil)
                #expect(answer.status == .unsupportedMediaType, "\(type)")
            }
            let large = try await client.send(Form().with("name", String(repeating: "x", count: 100_000)), to: "/apply")
            #expect(large.status == .contentTooLarge && !large.text.contains("xxx"))
        }
    }

    @Test("Forms are counted by address")
    func rate() async throws {
        var web = try await WebScene()
        web.limits.forms = 2
        try await web.application.test(.router) { client in
            for _ in 0..<2 { #expect(try await client.send(Form(), to: "/apply").status == .seeOther) }
            let refused = try await client.send(Form(), to: "/apply")
            #expect(refused.status == .tooManyRequests && refused.headers[.retryAfter] != nil)
            #expect(try await client.get("/apply").status == .ok)
        }
    }

    @Test("An address that is none of ours has nothing, and says so in a page")
    func unknown() async throws {
        let web = try await WebScene()
        try await web.application.test(.router) { client in
            let address = try await client.apply()
            let unknown = String(repeating: "0", count: 32)
            for path in [
                "/applications/\(unknown)", "/applications/x", address.uppercased(), "/pass/\(unknown)",
                "/pass/\(unknown).png",
                "/pass/x.svg", "/pass/\(address.suffix(32))", "/pass/\(address.suffix(32)).svg",
                "/pass/\(address.suffix(32)).gif", "/pass/\(address.suffix(32)).svg.png",
            ] {
                #expect(try await client.get(path).status == .notFound, "\(path)")
            }
        }
    }

    @Test("Pages run nothing, are kept by nobody and tell nobody where somebody came from")
    func headers() async throws {
        let web = try await WebScene()
        try await web.application.test(.router) { client in
            let address = try await client.apply()
            for path in ["/apply", address, "/applications/x"] {
                let answer = try await client.get(path)
                let policy = try #require(answer.headers[.contentSecurityPolicy])
                #expect(policy.contains("default-src 'none'") && policy.contains("form-action 'self'"))
                #expect(!policy.contains("script") && !policy.contains("unsafe"))
                #expect(answer.headers[.cacheControl] == "no-store")
                #expect(answer.headers[.xContentTypeOptions] == "nosniff")
                #expect(try answer.headers[#require(HTTPField.Name("Referrer-Policy"))] == "no-referrer")
                #expect(!answer.text.contains("style=") && !answer.text.contains("<script"))
            }
            let sheet = try await client.get("/site.css")
            #expect(sheet.status == .ok && sheet.headers[.contentType] == "text/css; charset=utf-8")
            let tag = try #require(sheet.headers[.eTag])
            #expect(try await client.get("/site.css", [.ifNoneMatch: tag]).status == .notModified)
        }
    }
}
