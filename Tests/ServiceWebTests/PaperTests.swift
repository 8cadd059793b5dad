import HTTPTypes
import HummingbirdTesting
import Register
import ServiceScenes
import ServiceWeb
import Testing

@Suite("What is printed")
struct PaperTests {
    @Test("Blank forms are for everybody, and the pages that tell of procedures lead to them")
    func forms() async throws {
        let scene = try await SiteScene()
        try await scene.application.test(.live) { client in
            let browser = Browser(client)
            let pages = try await (browser.get("/vi/guide/documents"), browser.get("/vi/counter"))
            for kind in ApplicationKind.allCases {
                let address = "/vi/forms/\(kind.rawValue).pdf"
                #expect(pages.0.text.contains("href=\"\(address)\"") && pages.1.text.contains("href=\"\(address)\""))
                let drawn = try await browser.get(address)
                #expect(drawn.status == .ok && drawn.headers[.contentType] == "application/pdf")
                #expect(drawn.text.hasPrefix("%PDF-"))
                #expect(drawn.headers[.contentDisposition] == "inline; filename=\"\(kind.rawValue).pdf\"")
                // The same again, in whatever language.
                #expect(try await browser.get("/en/forms/\(kind.rawValue).pdf").bytes == drawn.bytes)
            }
            #expect(try await browser.get("/vi/forms/other.pdf").status == .notFound)
        }
    }

    @Test("Receipts and letters are not there before there is something to print, and never for anybody else")
    func others() async throws {
        let scene = try await SiteScene()
        let id = try await scene.register.startDraft(
            .visit, values: SampleAnswers.visit, contact: Contact(typed: "wang@example.com"), language: .zhHant,
            now: scene.now)
        #expect(try await scene.register.submit(id, by: Principal("test"), now: scene.now) == .submitted)
        let number = try #require(try await scene.register.application(id)).number
        try await scene.application.test(.live) { client in
            let browser = Browser(client)
            for part in ["receipt.pdf", "letters/KEL-P-26-000001", "letters/x"] {
                let answer = try await browser.get("/zh-Hant/my/applications/\(number)/\(part)")
                #expect(answer.status == .notFound && Markup(answer.text).problems == [])
            }
        }
    }
}
