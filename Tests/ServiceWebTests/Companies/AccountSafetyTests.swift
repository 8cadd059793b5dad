import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import PassCrypto
import Register
import ServiceScenes
import ServiceWeb
import Testing

@Suite("A company's people, their sessions and their lost apps")
struct AccountSafetyTests {
    private static let password = CompanyWebScene.password

    @Test("They see where they are signed in, and end one, all others or all, with the password and not without")
    func sessions() async throws {
        let scene = try await CompanyWebScene()
        let owner = try await scene.found()
        let clerk = try await scene.join("clerk", as: .clerk, by: owner)
        try await scene.web.application.test(.live) { client in
            let browsers = ["desk", "phone", "tablet"].map { CompanyBrowser(client, agent: "browser-\($0)") }
            let (desk, phone, tablet) = (browsers[0], browsers[1], browsers[2])
            for browser in browsers { try await scene.signIn(browser) }
            let stranger = CompanyBrowser(client, agent: "browser-stranger")
            try await scene.signIn(stranger, "clerk")
            try await desk.get("company/security")
            let shown = desk.page
            #expect(shown.contains("browser-phone") && shown.contains("browser-tablet"))
            #expect(!shown.contains("browser-stranger") && !shown.contains("browser-desk"), "one's own is no choice")
            let sessions = try await scene.register.accountSessions(of: owner, now: WebScene.now)
            #expect(sessions.count == 3)
            let number = try #require(sessions.first { $0.origin.agent == "browser-phone" }).number
            let foreign = try #require(
                try await scene.register.accountSessions(of: clerk, now: WebScene.now).first
            ).number
            #expect(shown.contains("value=\"\(number)\""))
            // Without the password, or with another, nothing ends.
            for (which, proof) in [("\(number)", ""), ("others", "wrong wrong wrong"), ("all", "")] {
                let answer = try await desk.send("company/security/sign-out", [("which", which), ("proof", proof)])
                #expect(answer.status == .unprocessableContent && !desk.page.contains("wrong wrong"), "\(which)")
            }
            for which in ["", "none", "-1", "1x"] {
                #expect(
                    try await desk.send(
                        "company/security/sign-out", [("which", which), ("proof", Self.password)]
                    ).status == .badRequest, "\(which)")
                try await desk.get("company/security")
            }
            try await Self.expect([desk, phone, tablet, stranger], in: true)
            // Another's stays, whoever names it.
            try await desk.get("company/security")
            try await desk.send("company/security/sign-out", [("which", "\(foreign)"), ("proof", Self.password)])
            try await Self.expect([desk, phone, tablet, stranger], in: true)
            try await desk.get("company/security")
            try await desk.send("company/security/sign-out", [("which", "\(number)"), ("proof", Self.password)])
            try await Self.expect([phone], in: false)
            try await Self.expect([desk, tablet, stranger], in: true)
            try await scene.signIn(phone)
            try await desk.get("company/security")
            try await desk.send("company/security/sign-out", [("which", "others"), ("proof", Self.password)])
            try await Self.expect([phone, tablet], in: false)
            try await Self.expect([desk, stranger], in: true)
            try await scene.signIn(tablet)
            try await desk.get("company/security")
            try await desk.send("company/security/sign-out", [("which", "all"), ("proof", Self.password)])
            #expect(desk.cleared == "\"cache\"")
            try await Self.expect([desk, tablet], in: false)
            try await Self.expect([stranger], in: true)
        }
        #expect(try await scene.register.verifyAudit().isIntact)
    }

    private static func expect(_ browsers: [CompanyBrowser], in isIn: Bool) async throws {
        for browser in browsers {
            try await browser.get("company")
            #expect(browser.page.contains("company/sign-out\"") == isIn)
        }
    }

    /// An account with an app.
    private static func withApp(_ account: AccountID, _ register: Register) async throws {
        let enrolment = try await register.beginTimeCodes(of: account)
        let secret = try #require(OfficeScene.secret(enrolment.secret))
        let answer = try await register.confirmTimeCodes(
            of: account, code: TimeCode.code(secret: secret, step: WebScene.now / 30), now: WebScene.now)
        #expect(answer.codes?.isEmpty == false)
    }

    @Test(
        "An owner takes the lost app off a clerk's account, who is asked for a code by message and sets up another first"
    )
    func lostApp() async throws {
        let scene = try await CompanyWebScene()
        let register = scene.register
        let owner = try await scene.found()
        let clerk = try await scene.join("clerk", as: .clerk, by: owner)
        try await scene.web.application.test(.live) { client in
            let (browser, other) = (CompanyBrowser(client), CompanyBrowser(client))
            try await scene.signIn(browser)
            try await scene.signIn(other, "clerk")
            try await Self.withApp(clerk, register)
            try await browser.get("company/members")
            let path = "company/members/\(clerk.hex)/factor"
            #expect(browser.page.contains(path) && !browser.page.contains("\(owner.hex)/factor"))
            #expect(try await browser.get("company/members/\(owner.hex)/factor").status == .notFound, "one's own")
            try await browser.get(path)
            #expect(browser.page.contains("clerk@example.com"))
            #expect(try await browser.send(path, [("proof", "wrong wrong wrong")]).status == .unprocessableContent)
            #expect(try await register.account(clerk)?.hasTimeCodes == true)
            try await browser.send(path, [("proof", Self.password)])
            #expect(try await register.account(clerk)?.hasTimeCodes == false)
            try await Self.expect([other], in: false)
            // The password alone is not enough now.
            let answer = try await register.signIn(
                email: try CompanyWebScene.email("clerk"), password: Self.password, client: nil, now: WebScene.now)
            guard case .secondFactor(let pending, .message(let email)) = answer,
                case .signedIn = try await register.signIn(
                    pending, with: .message(email), client: nil, now: WebScene.now)
            else {
                Issue.record("\(answer)")
                return
            }
            let (first, second) = (try await scene.notice(.factorTaken), try await scene.notice(.factorTaken))
            #expect(
                Set([first?.to, second?.to].compactMap { $0 })
                    == [try CompanyWebScene.email("clerk"), try CompanyWebScene.email("owner")])
        }
        #expect(try await register.verifyAudit().isIntact)
    }

    @Test("Until another app is set up, every page of the company leads to where that is done")
    func anew() async throws {
        let scene = try await CompanyWebScene()
        let register = scene.register
        let owner = try await scene.found()
        let clerk = try await scene.join("clerk", as: .clerk, by: owner)
        try await scene.web.application.test(.live) { client in
            let browser = CompanyBrowser(client)
            try await Self.withApp(clerk, register)
            #expect(try await register.takeFactor(of: clerk, by: owner, now: WebScene.now) == .done)
            try await scene.signInByMessage(browser, "clerk")
            for path in ["company", "company/people", "company/members", "company/passes"] {
                try await browser.get(path)
                #expect(browser.page.contains("company/security/app\""), "\(path)")
                #expect(!browser.page.contains("company/people/new"), "\(path)")
            }
            try await browser.send("company/security/app", [("current", Self.password)])
            let shown = try #require(try await register.unconfirmedTimeCodes(of: clerk))
            let secret = try #require(OfficeScene.secret(shown.secret))
            let code = TimeCode.code(secret: secret, step: WebScene.now / 30)
            #expect(try await browser.send("company/security/app/confirm", [("code", code)]).status == .ok)
            try await browser.get("company/people")
            #expect(browser.page.contains("company/people/new"))
        }
    }

    @Test(
        "The only owner's lost app is taken off at a counter, after a second factor of the staff, with the document named"
    )
    func counter() async throws {
        let scene = try await OfficeScene()
        let companies = CompanyWebScene(web: scene.web)
        let owner = try await companies.found()
        let manager = try await companies.join("manager", as: .manager, by: owner)
        for account in [owner, manager] { try await Self.withApp(account, scene.register) }
        let (clerk, secret) = try await scene.signedIn("anna", [.clerk], at: OfficeScene.now - 400)
        let finance = try await scene.signedIn("fin", [.finance])
        @Sendable func take(
            _ email: String, _ company: String, by token: SessionToken, proof: String = "",
            _ client: any TestClientProtocol
        ) async throws -> TestResponse {
            let csrf = try scene.formToken(token)
            return try await client.executeRequest(
                uri: "/staff/counter/factor", method: .post, headers: OfficeScene.headers(token, isForm: true),
                body: ByteBuffer(
                    string: "csrf=\(csrf)&email=\(email)&company=\(company)&shown=national-id&proof=\(proof)"))
        }
        let register = scene.register
        try await scene.web.application.test(.router) { client in
            #expect(try await take("owner@example.com", "04595257", by: finance, client).status == .forbidden)
            let asked = try await take("owner@example.com", "04595257", by: clerk, client)
            #expect(String(buffer: asked.body).contains("name=\"proof\""))
            #expect(try await register.account(owner)?.hasTimeCodes == true)
            let code = TimeCode.code(secret: secret, step: OfficeScene.now / 30)
            // The owner is there for the manager; no account of another company is reached; nobody is reached by half.
            let others = try await take("manager@example.com", "04595257", by: clerk, proof: code, client)
            #expect(others.status == .unprocessableContent)
            for (email, company) in [
                ("owner@example.com", "22099131"), ("nobody@example.com", "04595257"), ("owner@example.com", "1"),
                ("x", "04595257"),
            ] {
                #expect(try await take(email, company, by: clerk, client).status == .unprocessableContent, "\(email)")
            }
            for account in [owner, manager] { #expect(try await register.account(account)?.hasTimeCodes == true) }
            let done = try await take("owner@example.com", "04595257", by: clerk, client)
            #expect(done.status == .seeOther)
            #expect(try await register.account(owner)?.hasTimeCodes == false)
            #expect(try await register.account(owner)?.lacksTimeCodes == true)
            #expect(try await register.account(manager)?.hasTimeCodes == true)
        }
        #expect(try await companies.notice(.factorTaken)?.to == CompanyWebScene.email("owner"))
        var records: [String] = []
        for number in 0..<(try await register.auditSize()) {
            records.append(String(decoding: try #require(try await register.auditRecord(number)), as: UTF8.self))
        }
        #expect(records.contains { $0.contains("company-factor-taken") && $0.contains("national-id") })
        #expect(!records.contains { $0.contains("owner@example.com") })
    }
}
