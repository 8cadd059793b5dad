import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import PassCrypto
import PassFormat
import PassRender
import Register
import ServiceScenes
import ServiceWeb
import StrictJSON
import Testing

@Suite("The page of a pass")
struct HolderPassTests {
    private static let json: HTTPFields = [.accept: "application/json"]
    private let web: WebScene

    init() async throws {
        var web = try await WebScene()
        web.passes = try PassSite.repository()
        web.passAccess = StubAccess(register: web.register)
        self.web = web
    }

    private func issued(_ changes: [String: JSONValue] = [:]) async throws -> IssuedPass {
        var record: JSONObject = [
            "name": .text("王小明"), "idNumber": .text("A123456789"), "organisation": .text("基隆港埠裝卸股份有限公司"),
            "kind": .text("person"), "term": .text("periodic"),
            "access": .object(["TWKEL": .array([.text("A"), .text("B")])]),
            "notBefore": .text("2026-12-01T00:00:00+08:00"), "notAfter": .text("2027-12-01T00:00:00+08:00"),
        ]
        for (name, value) in changes { record[ExactText(name)] = value == .null ? nil : value }
        let outcome = try await web.register.issue(
            JSONWriter.compact(.object(record)), by: web.scene.by, now: WebScene.now)
        guard case .issued(let pass) = outcome else {
            Issue.record("\(outcome)")
            throw NotIssued()
        }
        return pass
    }

    private static func field(_ name: String) -> HTTPField.Name { HTTPField.Name(name) ?? .contentType }

    private struct NotIssued: Error {}

    private func address(_ pass: IssuedPass, _ language: SiteLanguage = .zhHant) -> String {
        "/\(language.rawValue)/my/passes/\(pass.number)"
    }

    private func test(_ work: @Sendable (any TestClientProtocol) async throws -> Void) async throws {
        try await web.application.test(.router) { client in try await work(client) }
    }

    private func proof(_ key: KeyHandle, _ number: String) -> [(String, String)] {
        func text(_ bytes: [UInt8]) -> String { String(decoding: Base64URL.encode(bytes), as: UTF8.self) }
        return [
            ("csrf", StubAccess.token), ("key", text(key.publicKey.bytes)),
            ("proof", text(key.sign(HolderProof.message(number: number)))),
        ]
    }

    @Test("and all that belongs to it are for whoever proved the pass; to others no number tells whether there is one")
    func closed() async throws {
        let pass = try await issued()
        let key = KeyHandle(try SigningKey.generate())
        try await test { client in
            for number in [pass.number, "KEL-P-26-999999"] {
                let page = try await client.get("/en/my/passes/\(number)", StubAccess.headers("KEL-P-26-000777"))
                #expect(page.status == .seeOther)
                #expect(page.headers[.location] == "/en/prove?then=/en/my/passes/\(number)")
                for part in [".svg", ".png", ".pdf", "/sheet.pdf", "/photo.jpg", "/live"] {
                    let answer = try await client.get("/en/my/passes/\(number)\(part)")
                    #expect(answer.status == .forbidden, "\(part)")
                    #expect(!answer.text.contains("王小明"))
                }
                let answer = try await client.send(
                    Form(fields: proof(key, number)), to: "/en/my/passes/\(number)/live", Self.json)
                #expect(answer.status == .forbidden && answer.problem == "not-proved")
            }
        }
        #expect(try await web.register.passes(number: pass.number).map(\.state) == [.active])
    }

    @Test("says in each language what the pass says, whole and well formed", arguments: SiteLanguage.allCases)
    func languages(language: SiteLanguage) async throws {
        let pass = try await issued([
            "plates": .array([.text("ABC-1234")]), "endorsements": .object(["DG": .text("P1Y")]),
        ])
        let state = [
            SiteLanguage.zhHant: "有效", .en: "Valid", .vi: "Còn hiệu lực", .id: "Berlaku", .th: "ใช้ได้", .fil: "May bisa",
        ]
        try await test { client in
            let answer = try await client.get(address(pass, language), StubAccess.headers(pass.number))
            #expect(answer.status == .ok)
            #expect(
                answer.headers[.contentLanguage] == language.rawValue && answer.headers[.cacheControl] == "no-store")
            let text = answer.text
            #expect(Markup(text).problems == [])
            #expect(text.contains("<html lang=\"\(language.rawValue)\">"))
            for part in ["王小明", pass.number, "6789", "ABC1234", "基隆港埠裝卸股份有限公司", try #require(state[language])] {
                #expect(text.contains(part), "\(part)")
            }
            #expect(text.contains(language == .zhHant ? "基隆港：A 東岸碼頭管制區、B 西岸碼頭管制區" : "Port of Keelung: A East wharves"))
            #expect(
                text.contains(
                    language == .zhHant ? "民國115年12月1日至116年11月30日止（2026-12-01 – 2027-11-30）" : "2026-12-01 – 2027-11-30"
                ))
            #expect(!text.contains("{{") && !text.contains("A123456789"))
        }
    }

    @Test("escapes what people typed, in texts and in attributes")
    func hostile() async throws {
        let name = "<script>alert(1)</script>\"'&"
        let pass = try await issued(["name": .text(name), "organisation": .text("\"><img src=x onerror=alert(1)>")])
        try await test { client in
            let text = try await client.get(address(pass), StubAccess.headers(pass.number)).text
            #expect(Markup(text).problems == [])
            #expect(!text.contains("<script>alert") && !text.contains("<img src=x"))
            #expect(text.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;"))
        }
    }

    @Test("shows no code of a pass that no gate admits", arguments: [PassAct.suspend, .revoke])
    func states(act: PassAct) async throws {
        let pass = try await issued()
        _ = try await web.register.change(act, pass.id, reason: "lost", by: web.scene.by, now: WebScene.now)
        try await test { client in
            let holder = StubAccess.headers(pass.number)
            let text = try await client.get(address(pass), holder).text
            #expect(text.contains(act == .suspend ? "暫停使用" : "已註銷"))
            #expect(!text.contains("<svg") && !text.contains("PP1:") && !text.contains("id=\"bind\""))
            #expect(Markup(text).problems == [])
            for part in [".svg", ".png", ".pdf"] {
                #expect(try await client.get(address(pass) + part, holder).status == .notFound, "\(part)")
            }
        }
    }

    @Test("runs nothing in line, is framed by nobody, and says what it is made of")
    func policy() async throws {
        let pass = try await issued()
        try await test { client in
            let answer = try await client.get(address(pass), StubAccess.headers(pass.number))
            let policy = try #require(answer.headers[.contentSecurityPolicy])
            for part in [
                "default-src 'none'", "script-src 'self'", "worker-src 'self'", "base-uri 'none'",
                "frame-ancestors 'none'",
            ] {
                #expect(policy.contains(part))
            }
            #expect(!policy.contains("unsafe"))
            let version = try #require(answer.headers[Self.field("Pass-Assets")])
            let tag = try #require(answer.headers[Self.field("Pass-Page")])
            #expect(tag == "\(pass.id.hex).active.\(version).zh-Hant" && answer.text.contains("data-tag=\"\(tag)\""))
        }
    }

    @Test("Pictures are those of the pass, and the drawing in the page is the one that can be saved")
    func pictures() async throws {
        let pass = try await issued()
        try await test { client in
            let holder = StubAccess.headers(pass.number)
            let symbol = try QRSymbol(text: pass.text)
            for _ in 0..<2 {
                let svg = try await client.get(address(pass) + ".svg", holder)
                #expect(svg.text == symbol.svg(title: "QR \(pass.number)"))
                #expect(svg.headers[.contentType] == "image/svg+xml; charset=utf-8")
                #expect(svg.headers[.cacheControl] == "no-store")
                let png = try await client.get(address(pass) + ".png", holder)
                #expect(try png.bytes == symbol.png(scale: 10))
                #expect(try await client.get(address(pass), holder).text.contains(svg.text.dropLast()))
            }
        }
    }

    @Test("Documents: a card for every pass, and a sheet for a vehicle")
    func documents() async throws {
        let person = try await issued()
        let lorry = try await issued([
            "kind": .text("vehicle"), "name": .null, "idNumber": .null, "plates": .array([.text("KAA-1234")]),
        ])
        try await test { client in
            let holder = StubAccess.headers(person.number)
            #expect(try await client.get(address(person) + ".pdf", holder).bytes.starts(with: Array("%PDF-".utf8)))
            #expect(try await client.get(address(person) + "/sheet.pdf", holder).status == .notFound)
            let driver = StubAccess.headers(lorry.number)
            #expect(try await client.get(address(lorry) + "/sheet.pdf", driver).bytes.starts(with: Array("%PDF-".utf8)))
            let page = try await client.get(address(lorry), driver).text
            #expect(page.contains("/sheet.pdf") && !page.contains("id=\"phone\""))
        }
    }

    @Test("A key that proves itself is bound, told again when asked again, and given up by a plain form")
    func binding() async throws {
        let pass = try await issued()
        let key = KeyHandle(try SigningKey.generate())
        try await test { client in
            let holder = StubAccess.headers(pass.number)
            var script = holder
            script[.accept] = "application/json"
            let live = address(pass) + "/live"
            let before = try await client.get(live, script).text
            #expect(before.contains("\"key\":\"\"") && before.contains(pass.id.hex))
            let bound = try await client.send(Form(fields: proof(key, pass.number)), to: live, script)
            #expect(bound.status == .ok)
            #expect(try await client.send(Form(fields: proof(key, pass.number)), to: live, script).text == bound.text)
            #expect(try await client.get(live, script).text == bound.text)
            let page = try await client.get(address(pass), holder).text
            #expect(page.contains("這是副本") && Markup(page).problems == [])
            let plain = try await client.send(
                Form(fields: [("csrf", StubAccess.token), ("key", "")]), to: live, holder)
            #expect(plain.status == .seeOther && plain.headers[.location] == address(pass))
        }
        let states = try await web.register.passes(number: pass.number).map(\.state)
        #expect(states == [.superseded, .superseded, .active])
    }

    @Test("What is not a proof from this page changes nothing, and says why")
    func refused() async throws {
        let pass = try await issued()
        let (key, other) = (KeyHandle(try SigningKey.generate()), KeyHandle(try SigningKey.generate()))
        let good = proof(key, pass.number)
        @Sendable func with(_ name: String, _ value: String) -> [(String, String)] {
            good.map { $0.0 == name ? (name, value) : $0 }
        }
        try await test { client in
            var script = StubAccess.headers(pass.number)
            script[.accept] = "application/json"
            let live = address(pass) + "/live"
            for (fields, problem) in [
                (with("csrf", "0123456789abcdee"), "stale-form"), (with("csrf", ""), "stale-form"),
                (with("proof", proof(other, pass.number)[2].1), "bad-proof"), (with("proof", ""), "bad-proof"),
                (with("key", "AAAA"), "bad-request"), (with("key", "!"), "bad-request"),
                (good + [("more", "1")], "bad-request"),
            ] {
                let answer = try await client.send(Form(fields: fields), to: live, script)
                #expect(answer.problem == problem, "\(fields)")
            }
        }
        #expect(try await web.register.passes(number: pass.number).map(\.state) == [.active])
    }

    @Test("One client binds so many phones in a while and no more")
    func limit() async throws {
        var web = web
        web.limits.bindings = 2
        web.limits.bindingInterval = .seconds(600)
        let pass = try await issued()
        let key = KeyHandle(try SigningKey.generate())
        try await web.application.test(.router) { client in
            var script = StubAccess.headers(pass.number)
            script[.accept] = "application/json"
            var answers: [HTTPResponse.Status] = []
            for _ in 0..<3 {
                let form = Form(fields: proof(key, pass.number))
                answers.append(try await client.send(form, to: address(pass) + "/live", script).status)
            }
            #expect(answers == [.ok, .ok, .tooManyRequests])
        }
    }

    @Test("A manifest for the home screen tells nothing but what its address tells")
    func manifest() async throws {
        try await test { client in
            let answer = try await client.get("/vi/my/passes/KEL-P-26-999999/app.webmanifest")
            #expect(answer.headers[.contentType] == "application/manifest+json")
            guard case .object(let manifest) = try JSONReader.read(answer.bytes) else {
                Issue.record("no object")
                return
            }
            #expect(manifest["start_url"] == .text("/vi/my/passes/KEL-P-26-999999"))
            #expect(manifest["scope"] == .text("/vi/my/passes/") && manifest["lang"] == .text("vi"))
            for name in ["x", "kel-p-26-000001", "A%20B", "<b>", String(repeating: "A", count: 25)] {
                #expect(try await client.get("/vi/my/passes/\(name)/app.webmanifest").status == .notFound, "\(name)")
            }
        }
    }

    @Test(
        "The scripts come compressed where they are taken so, for ever under their version; the worker is asked for anew"
    )
    func assets() async throws {
        let pass = try await issued()
        try await test { client in
            let page = try await client.get(address(pass), StubAccess.headers(pass.number)).text
            let source = try #require(page.firstMatch(of: /src="(\/assets\/pass\/[0-9a-f]{16}\/page\.js)"/)).output.1
            let plain = try await client.get(String(source))
            let small = try await client.get(String(source), [.acceptEncoding: "br, gzip;q=0.8"])
            let refused = try await client.get(String(source), [.acceptEncoding: "gzip;q=0, identity"])
            #expect(plain.headers[.cacheControl]?.contains("immutable") == true)
            #expect(plain.headers[.contentType] == "text/javascript; charset=utf-8")
            #expect(small.headers[.contentEncoding] == "gzip" && small.bytes.count < plain.bytes.count / 2)
            #expect(small.headers[.vary] == "Accept-Encoding" && plain.headers[.vary] == "Accept-Encoding")
            #expect(refused.bytes == plain.bytes && refused.headers[.contentEncoding] == nil)
            let tag = try #require(small.headers[.eTag])
            #expect(tag != plain.headers[.eTag])
            let again = try await client.get(String(source), [.acceptEncoding: "gzip", .ifNoneMatch: tag])
            #expect(again.status == .notModified && again.headers[.contentEncoding] == nil)
            let worker = try await client.get("/assets/pass/worker.js")
            #expect(worker.headers[Self.field("Service-Worker-Allowed")] == "/")
            #expect(worker.headers[.cacheControl]?.contains("no-cache") == true)
            #expect(worker.headers[.contentSecurityPolicy] == "default-src 'none'; connect-src 'self'")
            #expect(try await client.get("/assets/pass/0000000000000000/page.js").status == .notFound)
        }
    }
}
