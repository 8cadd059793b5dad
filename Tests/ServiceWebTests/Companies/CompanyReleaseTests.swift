import HTTPTypes
import HummingbirdTesting
import PassFormat
import Register
import ServiceScenes
import ServiceWeb
import Testing

@Suite("Companies' pages of who left and of visits")
struct CompanyReleaseTests {
    @Test("A company finds that a former worker ended a pass, says why it objects, and follows its case")
    func objection() async throws {
        let scene = try await CompanyWebScene()
        let owner = try await scene.found()
        _ = try await scene.pass(of: owner)
        let pass = try #require(try await scene.register.companyPasses(by: owner, now: WebScene.now).first)
        _ = try await scene.join("viewer", as: .viewer, by: owner)
        let other = try await scene.found("other", number: "10458575")
        #expect(try await scene.register.releases(by: other).isEmpty)
        try await scene.web.application.test(.live) { client in
            let browser = CompanyBrowser(client)
            try await scene.signIn(browser)
            #expect(!browser.page.contains("/en/company/releases"), "nobody left yet")
            guard
                case .done(_, _, true) = try await scene.register.leaveEmployer(
                    pass.id, by: scene.web.scene.by, now: WebScene.now)
            else { throw CompanyBrowser.Lost() }
            try await browser.get("company")
            #expect(browser.page.contains("/en/company/releases"))
            try await browser.get("company/releases")
            #expect(browser.page.contains(pass.number) && Markup(browser.page).problems == [])
            let release = try #require(try await scene.register.releases(by: owner).first)
            let path = "company/releases/\(release.id)"
            #expect(browser.page.contains("/en/\(path)\""))
            // Who only looks sees it and objects to nothing; others see nothing at all.
            let viewer = CompanyBrowser(client)
            try await scene.signIn(viewer, "viewer")
            try await viewer.get("company/releases")
            #expect(viewer.page.contains(pass.number) && !viewer.page.contains(path))
            #expect(try await viewer.get(path).status == .forbidden)
            let stranger = CompanyBrowser(client)
            try await scene.signIn(stranger, "other")
            #expect(try await stranger.get(path).status == .notFound)
            #expect(try await browser.get("company/releases/99").status == .notFound)
            try await browser.get(path)
            #expect(Markup(browser.page).problems == [])
            #expect(try await browser.send(path, [("objection", "")]).status == .unprocessableContent)
            #expect(try await browser.forged(path, [("objection", "他還在職")]) == .forbidden)
            #expect(try await browser.send(path, [("objection", "他還在職")]).status == .ok)
            let number = try #require(try await scene.register.releases(by: owner).first?.objection)
            #expect(browser.addresses.last == "/en/opinions/\(number.text)" && browser.page.contains("他還在職"))
            try await browser.get("company/releases")
            #expect(browser.page.contains(number.text) && !browser.page.contains(path))
            try await browser.get(path)
            #expect(browser.addresses.last == "/en/company/releases", "once")
        }
    }

    @Test("From a company's visits it is one step to other days, and only for visits that were approved")
    func moving() async throws {
        let scene = try await CompanyWebScene()
        let owner = try await scene.found()
        try await scene.web.application.test(.live) { client in
            let browser = CompanyBrowser(client)
            try await scene.signIn(browser)
            try await browser.get("company/crew")
            let list = "Name,Passport no\nNGUYEN VAN AN,B1234567\nSANTOS JOSE,P1234567A"
            let answers = [
                ("purpose", "crew"), ("shipName", "EVER GIVEN"), ("from", "2026-12-02"), ("until", "2026-12-04"),
                ("zones", "TWKEL/A"), ("agree", "yes"),
            ]
            _ = try await browser.send("company/crew", answers, file: Array(list.utf8), as: "table")
            let sent = try #require(try await scene.register.companyApplications(by: owner).first)
            let move = "/en/company/applications/\(sent.number)/move"
            for path in ["company/crew", "company/applications"] {
                try await browser.get(path)
                #expect(!browser.page.contains(move), "\(path): not approved yet")
            }
            _ = try await scene.register.approve(sent.id, by: scene.web.scene.by, now: WebScene.now)
            for path in ["company/crew", "company/applications"] {
                try await browser.get(path)
                #expect(browser.page.contains(move), "\(path)")
                #expect(Markup(browser.page).problems == [])
            }
            try await browser.get("company/crew")
            #expect(browser.page.contains("EVER GIVEN"))
            let before = try await scene.register.companyPasses(by: owner, now: WebScene.now)
            try await browser.get(move)
            #expect(try await browser.send(move, [("from", "2026-12-03"), ("until", "2026-12-07")]).status == .ok)
            let after = try await scene.register.companyPasses(by: owner, now: WebScene.now)
            #expect(after.map(\.number).sorted() == before.map(\.number).sorted())
            #expect(after.allSatisfy { $0.expires == before[0].expires + 3 * 86_400 })
        }
    }

    @Test("Who releases somebody in an unpaid order is told that the order is another")
    func order() async throws {
        let scene = try await CompanyWebScene()
        let owner = try await scene.found()
        _ = try await scene.register.importRoster(
            Array(CompanyWebScene.table.utf8), .person, takingGood: false, by: owner, now: WebScene.now)
        let entries = try await scene.register.roster(.person, by: owner, now: WebScene.now).entries
        for entry in entries {
            _ = try await scene.register.setRosterPhoto(
                [0xFF, 0xD8, 0xFF, 0xE0] + [UInt8](repeating: 7, count: 500), of: entry.id, by: owner,
                now: WebScene.now)
        }
        var answers = FieldValues()
        for (name, answer) in [
            "term": "periodic", "role": "worker", "from": "2026-12-01", "until": "2027-11-30", "agree": "yes",
        ] { answers[name] = answer }
        answers[all: "zones"] = ["TWKEL/A"]
        _ = try await scene.register.apply(
            BatchOrder(.person, .all, answers: answers), sends: true, by: owner, now: WebScene.now)
        for application in try await scene.register.companyApplications(by: owner) {
            try await scene.register.sendToPolice(application.id, by: scene.web.scene.by, now: WebScene.now)
            try await scene.register.setVerdict(
                .clear, reference: "P-1", of: application.id, by: scene.web.scene.by, now: WebScene.now)
            _ = try await scene.register.approve(application.id, by: scene.web.scene.by, now: WebScene.now)
        }
        let order = try #require(try await scene.register.orderForAll(by: owner, now: WebScene.now))
        try await scene.web.application.test(.live) { client in
            let browser = CompanyBrowser(client)
            try await scene.signIn(browser)
            let path = "company/people/entries/\(entries[0].id.hex)/release"
            try await browser.get(path)
            #expect(try await browser.send(path).status == .ok)
            #expect(browser.page.contains(order.text) && browser.page.contains("/en/company/payments"))
            #expect(Markup(browser.page).problems == [])
            try await browser.get("company/payments")
            #expect(try await browser.send("company/payments").status == .ok)
            #expect(!browser.page.contains(order.text))
        }
    }
}
