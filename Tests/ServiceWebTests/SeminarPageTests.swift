import HTTPTypes
import HummingbirdTesting
import Register
import ServiceScenes
import ServiceWeb
import Testing

@Suite("Seminars on the site")
struct SeminarPageTests {
    private static let link = "https://meet.example/secret-room"

    private static func form(_ title: String, day: String) -> SeminarForm {
        var form = SeminarForm()
        form.typed[.title] = [.zhHant: title, .en: "\(title) <en>"]
        form.typed[.text] = [.zhHant: "第一段", .en: "See <b>https://port.example/a</b>."]
        form.day = day
        form.begins = "14:00"
        form.ends = "16:00"
        form.place = "基隆港"
        form.placeInEnglish = "Keelung"
        form.link = link
        form.spoken = ["zh-Hant", "en"]
        form.access = ["captions"]
        form.places = "1"
        return form
    }

    private static func published(_ web: WebScene, _ form: SeminarForm) async throws -> Int64 {
        let change = try await web.register.draft(form, by: web.scene.by, now: WebScene.now)
        guard case .changed(let number) = change else { throw OfficeScene.Failed() }
        let published = try await web.register.publishSeminar(
            number, seen: 1, reason: .init(chinese: "", english: ""), by: web.scene.by, now: WebScene.now)
        #expect(published == .changed(number))
        return number
    }

    @Test("A draft is as if there were none; the online link is on no page and in no calendar for everybody")
    func seen() async throws {
        let web = try await WebScene()
        let number = try await Self.published(web, Self.form("ABC", day: "2099-12-15"))
        let drafted = try await web.register.draft(
            Self.form("DRAFT", day: "2099-12-15"), by: web.scene.by, now: WebScene.now)
        guard case .changed(let draft) = drafted else { throw OfficeScene.Failed() }
        let words = SeminarAnswer(question: "貴嗎", questionInEnglish: "Dear?", answer: "否", answerInEnglish: "No <i>")
        _ = try await web.register.writeAnswer(words, of: number, by: web.scene.by, now: WebScene.now)
        try await web.application.test(.router) { client in
            for language in ["en", "zh-Hant", "vi", "id", "th", "fil"] {
                for path in ["seminars", "seminars/\(number)", "seminars/\(number)/calendar.ics"] {
                    let answer = try await client.get("/\(language)/\(path)")
                    #expect(answer.status == .ok && answer.text.contains("ABC"), "\(path)")
                    #expect(!answer.text.contains("DRAFT") && !answer.text.contains("secret-room"), "\(path)")
                }
            }
            for hidden in ["\(draft)", "\(draft)/sign-up", "\(draft)/calendar.ics", "0\(number)", "-1", "x"] {
                #expect(try await client.get("/en/seminars/\(hidden)").status == .notFound, "\(hidden)")
            }
            let page = try await client.get("/en/seminars/\(number)")
            #expect(Markup(page.text).problems == [])
            #expect(page.text.contains("ABC &lt;en&gt;") && !page.text.contains("<b>") && !page.text.contains("Dear?"))
            let question = try #require(try await web.register.seminarQuestions(number).first)
            _ = try await web.register.showAnswer(
                true, question.number, seen: question.changes, by: web.scene.by, now: WebScene.now)
            let answered = try await client.get("/en/seminars/\(number)")
            #expect(answered.text.contains("Dear?") && answered.text.contains("No &lt;i&gt;"))
            let calendar = try await client.get("/en/seminars/\(number)/calendar.ics")
            #expect(calendar.headers[.contentType] == "text/calendar; charset=utf-8")
        }
    }

    @Test("Looking at the link of a mail does nothing; only who has a place sees where it is online")
    func links() async throws {
        let web = try await WebScene()
        let number = try await Self.published(web, Self.form("ABC", day: "2099-12-15"))
        let contact = try #require(Contact(typed: "wang@example.com"))
        _ = try await web.register.signUp(
            for: number, SeminarGuestDetails(name: "王", needs: "", question: ""), contact: contact, language: .en,
            client: nil, now: WebScene.now)
        let mail = try #require(try await web.register.claimNotice(.email, now: WebScene.now)?.notice)
        let token = try #require(mail.facts["token"].flatMap { SeminarToken(text: $0) })
        try await web.application.test(.router) { client in
            let path = "/en/seminars/mine/\(token.text)"
            for _ in 0..<2 {
                let page = try await client.get(path)
                #expect(page.status == .ok && !page.text.contains("secret-room") && !page.text.contains("wang"))
                #expect(Markup(page.text).problems == [])
            }
            #expect(try await web.register.seminarSignUp(token)?.state == .held)
            #expect(try await !client.get(path + "/calendar.ics").text.contains("secret-room"))
            _ = try await web.register.confirmSignUp(token, now: WebScene.now)
            #expect(try await client.get(path).text.contains("secret-room"))
            #expect(
                try await client.get(path + "/calendar.ics").text.replacing("\r\n ", with: "").contains("secret-room"))
            _ = try await web.register.leaveSeminar(token, now: WebScene.now)
            #expect(try await !client.get(path).text.contains("secret-room"))
            let stranger = String(repeating: "a", count: 32)
            for other in [stranger, "x", token.text + "a", token.text.uppercased()] {
                #expect(try await client.get("/en/seminars/mine/\(other)").status == .notFound, "\(other)")
            }
        }
    }
}
