import HTTPTypes
import HummingbirdTesting
import Register
import ServiceScenes
import ServiceWeb
import Testing

@Suite("Asking how an application stands")
struct StatusTests {
    private func application(_ scene: SiteScene) async throws -> PassApplication {
        let id = try await scene.register.startDraft(
            .visit, values: SampleAnswers.visit, contact: Contact(typed: "wang@example.com"), language: .zhHant,
            now: scene.now)
        #expect(try await scene.register.submit(id, by: Principal("test"), now: scene.now) == .submitted)
        // The notice that it was sent.
        _ = try await scene.takeNotice()
        return try #require(try await scene.register.application(id))
    }

    private func ask(_ browser: Browser, _ number: String, code: String = "") async throws -> TestResponse {
        let page = try await browser.get("/zh-Hant/status")
        return try await browser.post(
            "/zh-Hant/status",
            [("csrf", try page.hidden("csrf")), ("applicationNumber", number), ("retrievalCode", code)])
    }

    @Test("The number and the code that was sent to the contact on file lead to it; a wrong code does not")
    func number() async throws {
        let scene = try await SiteScene()
        let number = try await application(scene).number
        try await scene.application.test(.live) { client in
            let browser = Browser(client)
            let sent = try await ask(browser, number.lowercased())
            #expect(sent.status == .ok && Markup(sent.text).problems == [] && !sent.text.contains("example.com"))
            let code = try #require(try await scene.takeNotice()?.facts["code"])
            func answer(_ code: String, _ page: TestResponse) async throws -> TestResponse {
                try await browser.post(
                    "/zh-Hant/status/code",
                    [
                        ("csrf", try page.hidden("csrf")), ("handle", try page.hidden("handle")),
                        ("applicationNumber", try page.hidden("applicationNumber")), ("code", code),
                    ])
            }
            let wrong = try await answer(code == "000000" ? "000001" : "000000", sent)
            #expect(wrong.status == .unprocessableContent && Markup(wrong.text).problems == [])
            #expect(try await browser.get("/zh-Hant/my/applications/\(number)").status == .notFound)
            let proved = try await answer(code, wrong)
            #expect(proved.status == .seeOther)
            let progress = try await browser.get(try #require(proved.headers[.location]))
            #expect(progress.status == .ok && progress.text.contains(number) && Markup(progress.text).problems == [])
        }
    }

    @Test("A number that there is not is answered alike, and nothing is sent; one that cannot be is said to be none")
    func unknown() async throws {
        let scene = try await SiteScene()
        try await scene.application.test(.live) { client in
            let browser = Browser(client)
            #expect(try await ask(browser, "A26-4F7K2MD").status == .ok)
            #expect(try await scene.takeNotice() == nil)
            for number in ["", "A26-4F7K2ME", "<b>", "KEL-P-26-000001"] {
                let answer = try await ask(browser, number)
                #expect(answer.status == .unprocessableContent && Markup(answer.text).problems == [], "\(number)")
            }
        }
    }

    @Test("The code of a counter leads to it without a message")
    func counter() async throws {
        let scene = try await SiteScene()
        let application = try await application(scene)
        let code = try await scene.register.makeRetrievalCode(
            for: .application(application.id), lifetime: 1_000, by: Principal("test"), now: scene.now)
        try await scene.application.test(.live) { client in
            let browser = Browser(client)
            #expect(try await ask(browser, "", code: "0000-0000-0001").status == .unprocessableContent)
            let opened = try await ask(browser, "", code: code.text.lowercased())
            #expect(opened.headers[.location] == "/zh-Hant/my/applications/\(application.number)")
            #expect(try await browser.get("/zh-Hant/my/applications/\(application.number)").status == .ok)
            #expect(try await scene.takeNotice() == nil)

            // Whoever leaves a shared computer leaves nothing behind.
            let mine = try await browser.get("/zh-Hant/my")
            #expect(mine.status == .ok && Markup(mine.text).problems == [])
            let left = try await browser.post("/zh-Hant/my/leave", [("csrf", try mine.hidden("csrf"))])
            #expect(left.status == .seeOther && left.headers[.location] == "/zh-Hant/")
            #expect(HTTPField.Name("Clear-Site-Data").map { left.headers[$0] } == "\"cache\", \"storage\"")
            #expect(try await browser.get("/zh-Hant/my").status == .seeOther)
            #expect(try await browser.get("/zh-Hant/my/applications/\(application.number)").status == .notFound)
        }
    }
}
