import HTTPTypes
import HummingbirdTesting
import Register
import ServiceScenes
import ServiceWeb
import Testing

@Suite("Consultations on the site")
struct ConsultationPageTests {
    private static let none = BulletinReason.none

    private static func form(_ title: String, from: String, until: String) -> ConsultationForm {
        var form = ConsultationForm()
        form.typed[.title] = [.zhHant: title, .en: "\(title) <en>"]
        form.typed[.question] = [.zhHant: "要幾線道？", .en: "How many lanes?"]
        form.typed[.background] = [.zhHant: "現在一線。", .en: "One.\n\nSee <b>https://port.example/a</b>."]
        form.from = from
        form.until = until
        return form
    }

    /// - Parameter age: seconds before now at which it was published.
    private static func published(
        _ web: WebScene, _ title: String, from: String = "2026-01-01", until: String = "2099-01-01", age: Int64 = 0
    ) async throws -> Int64 {
        let now = WebScene.now - age
        let change = try await web.register.draft(
            form(title, from: from, until: until), by: web.scene.by, now: now)
        guard case .changed(let number) = change else { throw OfficeScene.Failed() }
        let outcome = try await web.register.publishConsultation(
            number, seen: 1, reason: none, by: web.scene.by, now: now)
        #expect(outcome == .changed(number))
        return number
    }

    @Test("What is asked is read in every language; drafts are as if there were none, and what is withdrawn says why")
    func seen() async throws {
        let web = try await WebScene()
        let number = try await Self.published(web, "ABC")
        let later = try await Self.published(web, "LATER", from: "2098-12-01")
        let drafted = try await web.register.draft(
            Self.form("DRAFT", from: "2026-01-01", until: "2099-01-01"), by: web.scene.by, now: WebScene.now)
        guard case .changed(let draft) = drafted else { throw OfficeScene.Failed() }
        try await web.application.test(.router) { client in
            for path in ["/en/consultations", "/vi/consultations", "/zh-Hant/consultations?year=2099"] {
                let answer = try await client.get(path)
                #expect(answer.status == .ok && answer.text.contains("ABC") && answer.text.contains("LATER"), "\(path)")
                #expect(!answer.text.contains("DRAFT") && Markup(answer.text).problems == [], "\(path)")
            }
            for hidden in ["\(draft)", "0\(number)", "999", "-1", "x", "contribution/K26-0000000"] {
                #expect(try await client.get("/en/consultations/\(hidden)").status == .notFound, "\(hidden)")
            }
            for query in ["?year=1999", "?year=x"] {
                #expect(try await client.get("/en/consultations\(query)").status == .notFound)
            }
            for query in ["?page=0", "?page=x9", "?reply=1", "?page=9999999"] where query != "?page=x9" {
                #expect(try await client.get("/en/consultations/\(number)/contributions\(query)").status == .notFound)
            }
            let page = try await client.get("/en/consultations/\(number)")
            #expect(Markup(page.text).problems == [])
            #expect(page.text.contains("ABC &lt;en&gt;") && !page.text.contains("<b>"))
            #expect(page.text.contains("<textarea") && page.text.contains("name=\"csrf\""))
            // Not open yet: no form, and no session for who only reads.
            let closed = try await client.get("/en/consultations/\(later)")
            #expect(closed.status == .ok && !closed.text.contains("<textarea"))
            #expect(try await client.get("/vi/consultations/\(number)").text.contains("<span lang=\"en\">ABC"))
            _ = try await web.register.withdrawConsultation(
                later, seen: 2, reason: .init(chinese: "誤植", english: "A slip"), by: web.scene.by, now: WebScene.now)
            let gone = try await client.get("/en/consultations/\(later)")
            #expect(gone.status == .gone && gone.text.contains("A slip") && !gone.text.contains("LATER"))
        }
    }

    @Test("A contribution is followed by its number alone, which tells neither its text nor who wrote it")
    func following() async throws {
        let web = try await WebScene()
        let number = try await Self.published(web, "ABC")
        let outcome = try await web.register.contribute(
            ContributionDraft(
                text: "SECRET <i>text</i>", name: "WANG", contact: Contact(typed: "wang@example.com"), isAgreed: true,
                language: .en),
            to: number, client: nil, by: web.scene.by, now: WebScene.now)
        guard case .received(let own) = outcome else { throw OfficeScene.Failed() }
        try await web.application.test(.router) { client in
            let path = "/en/consultations/contribution/\(own.text)"
            let asked = try await client.get("/en/consultations/follow?number=\(own.text.lowercased())")
            #expect(asked.status == .seeOther && asked.headers[.location] == path)
            #expect(try await client.get("/en/consultations/follow?number=K26").status == .unprocessableContent)
            for address in [path, "/en/consultations/\(number)", "/en/consultations/\(number)/contributions"] {
                let page = try await client.get(address)
                #expect(page.status == .ok && Markup(page.text).problems == [], "\(address)")
                for hidden in ["SECRET", "WANG", "wang@"] { #expect(!page.text.contains(hidden), "\(address)") }
            }
            #expect(
                try await web.register.review(own, .publish, by: web.scene.by, now: WebScene.now) == .changed)
            for address in ["/en/consultations/\(number)", "/vi/consultations/\(number)/contributions"] {
                let page = try await client.get(address)
                #expect(page.text.contains("SECRET &lt;i&gt;text") && !page.text.contains("WANG"), "\(address)")
                #expect(Markup(page.text).problems == [], "\(address)")
            }
            _ = try await web.register.review(own, .personalData, by: web.scene.by, now: WebScene.now)
            #expect(try await !client.get("/en/consultations/\(number)").text.contains("SECRET"))
            #expect(try await client.get(path).text.contains("personal data"))
        }
    }
}
