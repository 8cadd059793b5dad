import Foundation
import HTTPTypes
import HummingbirdTesting
import PassCrypto
import Register
import ServiceScenes
import ServiceWeb
import Testing

@Suite("Pages of companies")
struct CompanyPageTests {
    private static let paths = [
        "company", "company/details", "company/people", "company/people/new", "company/people/table",
        "company/people/photos", "company/people/apply", "company/people/renew", "company/vehicles",
        "company/vehicles/new", "company/vehicles/table", "company/vehicles/apply", "company/vehicles/renew",
        "company/crew", "company/visitors", "company/applications", "company/applications?state=correction",
        "company/passes", "company/payments", "company/members", "company/programs", "company/hooks",
        "company/security",
    ]

    /// What each role may open; everything else is refused.
    private static let refused: [CompanyRole: Set<String>] = [
        .owner: [], .manager: ["company/details", "company/programs", "company/hooks"],
        .clerk: ["company/details", "company/programs", "company/hooks"],
        .viewer: [
            "company/details", "company/programs", "company/hooks", "company/people/new", "company/people/table",
            "company/people/photos",
            "company/people/apply", "company/people/renew", "company/vehicles/new", "company/vehicles/table",
            "company/vehicles/apply", "company/vehicles/renew", "company/crew", "company/payments",
        ],
    ]

    @Test("are whole and in words in every language", arguments: SiteLanguage.allCases)
    func languages(language: SiteLanguage) async throws {
        let scene = try await CompanyWebScene()
        let owner = try await scene.found()
        _ = try await scene.register.importRoster(
            Array(CompanyWebScene.table.utf8), .person, takingGood: false, by: owner, now: WebScene.now)
        try await scene.web.application.test(.live) { client in
            let browser = CompanyBrowser(client, language)
            for path in ["company", "company/join"] {
                #expect(try await browser.get(path).status == .ok)
                Self.look(browser.page, path, language)
            }
            try await scene.signIn(browser)
            let entry = try #require(
                try await scene.register.roster(.person, by: owner, now: WebScene.now).entries.first)
            for path in Self.paths + [
                "company/people/entries/\(entry.id.hex)", "company/people/entries/\(entry.id.hex)/release",
            ] {
                let answer = try await browser.get(path)
                #expect(answer.status == .ok, "\(path)")
                Self.look(browser.page, path, language)
                #expect(browser.page.contains("/company/sign-out\""), "\(path) has no way out")
                #expect(answer.bytes.count < 40_000, "\(path) weighs \(answer.bytes.count)")
            }
            // What goes wrong is said in words, too.
            for (path, fields) in [
                ("company/details", [("organisation", ""), ("contactName", ""), ("telephone", "")]),
                ("company/people/new", [("name", ""), ("idNumber", "A123456788"), ("idKind", "national")]),
                (
                    "company/people/apply",
                    [("who", "all"), ("term", "periodic"), ("from", "x"), ("until", "2040-01-01")]
                ),
                ("company/members", [("email", "x"), ("role", "clerk")]),
                ("company/visitors", [("port", "TWKEL"), ("from", "1"), ("until", ""), ("visitors", "")]),
                ("company/security/name", [("name", ""), ("language", "en")]),
            ] {
                try await browser.get(
                    path.hasSuffix("/name") ? "company/security" : path)
                let answer = try await browser.send(path, fields)
                #expect(answer.status == .unprocessableContent, "\(path)")
                Self.look(browser.page, path, language)
            }
        }
    }

    private static func look(_ page: String, _ path: String, _ language: SiteLanguage) {
        #expect(Markup(page).problems == [], "\(language) \(path)")
        #expect(page.contains("<html lang=\"\(language.rawValue)\">"), "\(path)")
        for sign in ["⟦", "{{", "[[", "}}", "]]"] { #expect(!page.contains(sign), "\(language) \(path) has \(sign)") }
        #expect(page.components(separatedBy: "<h1>").count == 2, "\(path)")
    }

    @Test("open for each role as the rules say, and for nobody else", arguments: CompanyRole.allCases)
    func roles(role: CompanyRole) async throws {
        let scene = try await CompanyWebScene()
        let owner = try await scene.found()
        if role != .owner { _ = try await scene.join("member", as: role, by: owner) }
        try await scene.web.application.test(.live) { client in
            let stranger = CompanyBrowser(client)
            for path in Self.paths {
                try await stranger.get(path)
                #expect(stranger.page.contains("company/sign-in"), "\(path)")
            }
            let browser = CompanyBrowser(client)
            try await scene.signIn(browser, role == .owner ? "owner" : "member")
            for path in Self.paths {
                let isRefused = Self.refused[role]?.contains(path) ?? false
                let status = try await browser.get(path).status
                #expect(status == (isRefused ? .forbidden : .ok), "\(role) \(path)")
            }
        }
    }

    @Test("A viewer changes nothing, whatever form is sent")
    func viewer() async throws {
        let scene = try await CompanyWebScene()
        let owner = try await scene.found()
        let viewer = try await scene.join("viewer", as: .viewer, by: owner)
        _ = try await scene.register.importRoster(
            Array(CompanyWebScene.table.utf8), .person, takingGood: false, by: owner, now: WebScene.now)
        let entry = try #require(
            try await scene.register.roster(.person, by: owner, now: WebScene.now).entries.first
        ).id.hex
        try await scene.web.application.test(.live) { client in
            let browser = CompanyBrowser(client)
            try await scene.signIn(browser, "viewer")
            try await browser.get("company/members")
            for (path, fields) in [
                ("company/people/new", [("name", "X"), ("idNumber", "B123456780"), ("idKind", "national")]),
                ("company/people/entries/\(entry)", [("name", "X"), ("idNumber", "A123456789")]),
                ("company/people/entries/\(entry)/remove", []), ("company/people/entries/\(entry)/release", []),
                ("company/people/apply", [("who", "all"), ("send", "1")]),
                ("company/members", [("email", "evil@example.com"), ("role", "owner")]),
                ("company/members/\(viewer.hex)/role", [("role", "owner")]),
                ("company/members/\(owner.hex)/remove", []),
                ("company/details", [("organisation", "X"), ("contactName", "X"), ("telephone", "1")]),
                ("company/payments", []),
                ("company/members/\(owner.hex)/factor", [("proof", CompanyWebScene.password)]),
                (
                    "company/visitors",
                    [("port", "TWKEL"), ("from", "2026-12-01"), ("until", "2026-12-02"), ("visitors", "A, 123456")]
                ),
            ] as [(String, [(String, String)])] {
                try await browser.get("company/members")
                #expect(try await browser.send(path, fields).status == .forbidden, "\(path)")
            }
        }
        let after = try await scene.register.roster(.person, by: owner, now: WebScene.now)
        #expect(after.count == 2)
        let (members, invitations) = try await scene.register.members(by: owner, now: WebScene.now)
        #expect(members.map(\.role) == [.owner, .viewer] && invitations.isEmpty)
    }

    @Test("A form without the page's token is taken by none of them")
    func forged() async throws {
        let scene = try await CompanyWebScene()
        _ = try await scene.found()
        try await scene.web.application.test(.live) { client in
            let browser = CompanyBrowser(client)
            try await scene.signIn(browser)
            for path in [
                "company/sign-in", "company/sign-out", "company/found", "company/join", "company/details",
                "company/people", "company/people/new", "company/people/apply", "company/members", "company/visitors",
                "company/payments", "company/security/name", "company/security/password", "company/security/app",
                "company/security/sign-out",
            ] {
                #expect(try await browser.forged(path, []) == .forbidden, "\(path)")
            }
            #expect(try await browser.get("company").status == .ok && browser.page.contains("基隆港埠裝卸"))
        }
    }

    @Test("Signing in says the same of an unknown address, and ends where it is said to")
    func signIn() async throws {
        let scene = try await CompanyWebScene()
        let owner = try await scene.found()
        try await scene.web.application.test(.live) { client in
            let browser = CompanyBrowser(client)
            var texts: [String] = []
            for address in ["owner@example.com", "nobody@example.com", "no address"] {
                try await browser.get("company")
                let answer = try await browser.send(
                    "company/sign-in", [("email", address), ("password", "wrong wrong wrong")])
                #expect(answer.status == .unprocessableContent)
                texts.append(
                    browser.page.replacingOccurrences(of: address, with: "").replacingOccurrences(
                        of: "name=\"csrf\" value=\"[^\"]*\"", with: "", options: .regularExpression))
                #expect(!browser.page.contains("wrong wrong"))
            }
            #expect(Set(texts).count == 1)
            try await scene.signIn(browser)
            #expect(browser.cleared == nil)
            try await browser.send("company/sign-out")
            #expect(browser.page.contains("company/sign-in") && browser.cleared == "\"cache\"")
            #expect(try await scene.register.membership(of: owner)?.role == .owner)
        }
    }

    @Test("A password is changed by who knows the old one, which ends every other session; fields hide what is typed")
    func password() async throws {
        let scene = try await CompanyWebScene()
        _ = try await scene.found()
        let (old, new) = (CompanyWebScene.password, "tide-crane-rope-49")
        try await scene.web.application.test(.live) { client in
            let (browser, other, third) = (CompanyBrowser(client), CompanyBrowser(client), CompanyBrowser(client))
            try await scene.signIn(browser)
            try await scene.signIn(other)
            try await browser.get("company/security")
            for name in ["old", "password"] {
                #expect(browser.page.contains("name=\"\(name)\" type=\"password\" autocomplete="), "\(name)")
            }
            for (known, wanted) in [("wrong wrong wrong", new), ("", new), (old, "password1234")] {
                let answer = try await browser.send(
                    "company/security/password", [("old", known), ("password", wanted)])
                #expect(answer.status == .unprocessableContent, "\(known)")
                #expect(!browser.page.contains(wanted) && !browser.page.contains(old))
            }
            try await browser.send("company/security/password", [("old", old), ("password", new)])
            try await browser.get("company")
            #expect(browser.page.contains("基隆港埠裝卸"))
            try await other.get("company")
            #expect(other.page.contains("company/sign-in"))
            for (typed, isIn) in [(old, false), (new, true)] {
                try await third.get("company")
                let answer = try await third.send(
                    "company/sign-in", [("email", "owner@example.com"), ("password", typed)])
                #expect((answer.status == .ok) == isIn)
            }
        }
    }

    @Test(
        "An authenticator app is set up with a picture in the page, and asked for from then on; recovery codes show once"
    )
    func authenticator() async throws {
        let scene = try await CompanyWebScene()
        let owner = try await scene.found()
        try await scene.web.application.test(.live) { client in
            let browser = CompanyBrowser(client)
            try await scene.signIn(browser)
            try await browser.get("company/security")
            #expect(
                try await browser.send("company/security/app", [("current", "wrong")]).status == .unprocessableContent)
            try await browser.send("company/security/app", [("current", CompanyWebScene.password)])
            #expect(browser.page.contains("src=\"data:image/svg+xml;base64,"))
            let shown = try #require(try await scene.register.unconfirmedTimeCodes(of: owner))
            #expect(browser.page.contains(shown.secret))
            let secret = try #require(Self.decoded(shown.secret))
            #expect(
                try await browser.send("company/security/app/confirm", [("code", "000000")]).status
                    == .unprocessableContent)
            let code = TimeCode.code(secret: secret, step: WebScene.now / 30)
            #expect(try await browser.send("company/security/app/confirm", [("code", code)]).status == .ok)
            let codes = browser.page.components(separatedBy: "<li><bdi>").dropFirst().map { String($0.prefix(11)) }
                .filter { RecoveryCode(typed: $0) != nil }
            #expect(codes.count == RecoveryCode.count)
            try await browser.get("company/security")
            #expect(codes.allSatisfy { !browser.page.contains($0) })
            try await browser.send("company/sign-out")
            let answer = try await browser.send(
                "company/sign-in", [("email", "owner@example.com"), ("password", CompanyWebScene.password)])
            #expect(answer.status == .ok && !browser.page.contains("基隆港埠裝卸"))
            let pending = try browser.hidden("pending")
            #expect(
                try await browser.send("company/sign-in/code", [("pending", pending), ("code", code)]).status
                    == .unprocessableContent, "a code is good once")
            try await browser.send("company/sign-in/code", [("pending", pending), ("code", codes[0])])
            #expect(browser.page.contains("基隆港埠裝卸"))
            #expect(!browser.addresses.contains { $0.contains(pending) || $0.contains(codes[0]) })
        }
    }

    private static func decoded(_ base32: String) -> [UInt8]? {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var (bits, count, bytes): (UInt64, Int, [UInt8]) = (0, 0, [])
        for character in base32 where character != " " {
            guard let value = alphabet.firstIndex(of: character) else { return nil }
            bits = bits << 5 | UInt64(value)
            count += 5
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt64(count)))
            }
        }
        return bytes
    }

    @Test("A table is reported row by row, people are found by form, applied for, and numbers stand in no address")
    func roster() async throws {
        let scene = try await CompanyWebScene()
        let owner = try await scene.found()
        try await scene.web.application.test(.live) { client in
            let browser = CompanyBrowser(client)
            try await scene.signIn(browser)
            try await browser.get("company/people/table")
            let wrong = CompanyWebScene.table + "\n陳大文,A123456788,,\n,B123456780,,"
            var answer = try await browser.send("company/people/table", file: Array(wrong.utf8), as: "table")
            #expect(answer.status == .unprocessableContent)
            #expect(Markup(browser.page).problems == [])
            #expect(!browser.page.contains("A123456788"), "a report says where, and not what")
            #expect(try await scene.register.roster(.person, by: owner, now: WebScene.now).count == 0)
            answer = try await browser.send(
                "company/people/table", [("good", "yes")], file: Array(wrong.utf8), as: "table")
            #expect(answer.status == .ok)
            #expect(try await scene.register.roster(.person, by: owner, now: WebScene.now).count == 2)
            for bytes in [[], Array("PK\u{3}\u{4}".utf8), Array("a,b\n1,2".utf8), [0xFF, 0xFE, 0, 1]] as [[UInt8]] {
                answer = try await browser.send("company/people/table", file: bytes, as: "table")
                #expect(answer.status == .unprocessableContent, "\(bytes)")
            }
            try await browser.get("company/people")
            #expect(browser.page.contains("王小明") && browser.page.contains("李小華"))
            try await browser.send("company/people", [("find", "A123456789")])
            #expect(browser.page.contains("王小明") && !browser.page.contains("李小華"))
            let entries = try await scene.register.roster(.person, by: owner, now: WebScene.now).entries
            for entry in entries {
                _ = try await scene.register.setRosterPhoto(
                    [0xFF, 0xD8, 0xFF, 0xE0] + [UInt8](repeating: 7, count: 500), of: entry.id, by: owner,
                    now: WebScene.now)
            }
            try await browser.get("company/people/apply")
            let answers = [
                ("who", "chosen"), ("entries", entries[0].id.hex), ("term", "periodic"), ("role", "worker"),
                ("zones", "TWKEL/A"), ("from", "2026-12-01"), ("until", "2027-11-30"), ("delivery", "phone"),
                ("agree", "yes"),
            ]
            #expect(try await browser.send("company/people/apply", answers).status == .ok)
            #expect(Markup(browser.page).problems == [])
            #expect(try await scene.register.companyApplications(by: owner).isEmpty, "looked at, and not sent")
            #expect(try browser.hidden("entries") == entries[0].id.hex)
            #expect(try await browser.send("company/people/apply", answers + [("send", "1")]).status == .ok)
            let applications = try await scene.register.companyApplications(by: owner)
            #expect(applications.count == 1)
            try await browser.get("company/applications")
            let number = try #require(applications.first).number
            #expect(browser.page.contains(number))
            #expect(try await browser.get("company/applications/\(number)").status == .ok)
            #expect(browser.addresses.last == "/en/my/applications/\(number)")
            for address in browser.addresses {
                #expect(
                    !address.contains("A123456789") && !address.contains("csrf") && !address.contains("%"), "\(address)"
                )
            }
            // Nobody else's.
            _ = try await scene.found("other", number: "10458575")
            let other = CompanyBrowser(client)
            try await scene.signIn(other, "other")
            for path in [
                "company/applications/\(number)", "company/people/entries/\(entries[0].id.hex)",
                "company/people/entries/\(entries[0].id.hex)/photo.jpg", "my/applications/\(number)",
            ] {
                #expect(try await other.get(path).status == .notFound, "\(path)")
            }
        }
    }

    @Test("A crew list is sent with its answers, and what is wrong with it is said by the table's rows")
    func crew() async throws {
        let scene = try await CompanyWebScene()
        let owner = try await scene.found()
        try await scene.web.application.test(.live) { client in
            let browser = CompanyBrowser(client)
            try await scene.signIn(browser)
            try await browser.get("company/crew")
            let answers = [
                ("purpose", "crew"), ("shipName", "EVER GIVEN"), ("from", "2026-12-02"), ("until", "2026-12-04"),
                ("zones", "TWKEL/A"), ("agree", "yes"),
            ]
            let wrong = "Name,Passport no\nNGUYEN VAN AN,B1234567\n,P1234567"
            #expect(
                try await browser.send("company/crew", answers, file: Array(wrong.utf8), as: "table").status
                    == .unprocessableContent)
            #expect(browser.page.contains("EVER GIVEN"), "what was typed stays")
            let right = "Name,Passport no\nNGUYEN VAN AN,B1234567\nSANTOS JOSE,P1234567A"
            #expect(
                try await browser.send("company/crew", answers, file: Array(right.utf8), as: "table").status == .ok)
            let sent = try #require(try await scene.register.companyApplications(by: owner).first)
            #expect(sent.kind == .visit && sent.state == .submitted)
            #expect(browser.addresses.last == "/en/my/applications/\(sent.number)")
            _ = try await scene.register.approve(sent.id, by: scene.web.scene.by, now: WebScene.now)
            #expect(try await browser.get("company/applications/\(sent.number)/move").status == .ok)
            #expect(
                try await browser.send(
                    "company/applications/\(sent.number)/move", [("from", "2026-12-02"), ("until", "2026-12-30")]
                ).status == .unprocessableContent)
            #expect(
                try await browser.send(
                    "company/applications/\(sent.number)/move", [("from", "2026-12-04"), ("until", "2026-12-06")]
                ).status == .ok)
            try await browser.get("company/visitors")
            #expect(
                try await browser.send(
                    "company/visitors",
                    [
                        ("port", "TWKEL"), ("from", "2026-12-01"), ("until", "2026-12-02"),
                        ("visitors", "Wang Hsiao-ming, A123456789\n<b>x</b>，456789"),
                    ]
                ).status == .ok)
            #expect(Markup(browser.page).problems == [] && browser.page.contains("456789"))
            #expect(!browser.page.contains("A123456789"))
            let visitors = try await scene.register.companyVisitors(by: owner)
            #expect(visitors.count == 2)
            try await browser.send("company/visitors/remove", [("visitor", String(visitors[0].id))])
            #expect(try await scene.register.companyVisitors(by: owner).count == 1)
        }
    }
}
