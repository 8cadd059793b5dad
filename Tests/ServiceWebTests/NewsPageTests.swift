import HTTPTypes
import HummingbirdTesting
import Register
import ServiceScenes
import ServiceWeb
import Testing

@Suite("News on the site, and as a feed")
struct NewsPageTests {
    private static func form(_ title: String, from: String, isImportant: Bool = false) -> AnnouncementForm {
        var form = AnnouncementForm()
        form.titles = [.zhHant: title, .en: "\(title) <en>"]
        form.texts = [
            .zhHant: "第一段\n\n見https://port.example/a?b=1&c=2。", .en: "One\n\nSee <b>https://port.example/a</b>.",
        ]
        form.from = from
        form.isImportant = isImportant
        return form
    }

    private static func published(_ web: WebScene, _ form: AnnouncementForm) async throws -> Int64 {
        let change = try await web.register.draftAnnouncement(form, by: web.scene.by, now: WebScene.now)
        guard case .changed(let number) = change else { throw OfficeScene.Failed() }
        let draft = try #require(try await web.register.announcement(number))
        _ = try await web.register.publishAnnouncement(
            number, seen: draft.changes, reason: .init(chinese: "", english: ""), by: web.scene.by, now: WebScene.now)
        return number
    }

    @Test("Only what is published and whose day has come is anywhere; drafts are as if there were none")
    func seen() async throws {
        let web = try await WebScene()
        let number = try await Self.published(web, Self.form("ABC", from: "2026-01-01", isImportant: true))
        let later = try await Self.published(web, Self.form("LATER", from: "2099-01-01", isImportant: true))
        let drafted = try await web.register.draftAnnouncement(
            Self.form("DRAFT", from: "2026-01-01"), by: web.scene.by, now: WebScene.now)
        guard case .changed(let draft) = drafted else { throw OfficeScene.Failed() }
        try await web.application.test(.router) { client in
            for path in ["/en/news", "/en/", "/vi/news", "/zh-Hant/news", "/feeds/news.en.atom"] {
                let answer = try await client.get(path)
                #expect(answer.status == .ok, "\(path)")
                #expect(answer.text.contains("ABC"), "\(path)")
                for hidden in ["LATER", "DRAFT"] { #expect(!answer.text.contains(hidden), "\(path)") }
            }
            for hidden in ["\(later)", "\(draft)", "0\(number)", "999", "-1", "x"] {
                #expect(try await client.get("/en/news/\(hidden)").status == .notFound, "\(hidden)")
            }
            for query in ["?year=1999", "?port=XXXXX"] {
                #expect(try await client.get("/en/news\(query)").status == .notFound)
            }
            let page = try await client.get("/en/news/\(number)")
            #expect(Markup(page.text).problems == [])
            #expect(page.text.contains("ABC &lt;en&gt;") && !page.text.contains("<b>"))
            #expect(page.text.contains("<a href=\"https://port.example/a\">https://port.example/a</a>"))
            let chinese = try await client.get("/zh-Hant/news/\(number)")
            #expect(chinese.text.contains("<a href=\"https://port.example/a?b=1&amp;c=2\">"))
            // Vietnamese was not written: it is there in English, and says so.
            #expect(try await client.get("/vi/news/\(number)").text.contains("<span lang=\"en\">ABC"))
        }
    }

    @Test("The home page is another as soon as something important is announced, and again when it is taken back")
    func home() async throws {
        let web = try await WebScene()
        try await web.application.test(.router) { client in
            let before = try await client.get("/en/")
            #expect(!before.text.contains("ABC"))
            let number = try await Self.published(web, Self.form("ABC", from: "2026-01-01", isImportant: true))
            let after = try await client.get("/en/")
            #expect(after.text.contains("ABC") && before.headers[.eTag] != after.headers[.eTag])
            let known = try #require(try await web.register.announcement(number))
            _ = try await web.register.withdrawAnnouncement(
                number, seen: known.changes, reason: .init(chinese: "誤植", english: "A slip"), by: web.scene.by,
                now: WebScene.now)
            #expect(try await !client.get("/en/").text.contains("ABC"))
            let gone = try await client.get("/en/news/\(number)")
            #expect(gone.status == .gone && gone.text.contains("A slip") && !gone.text.contains("ABC"))
            #expect(try await !client.get("/feeds/news.en.atom").text.contains("ABC"))
        }
    }

    @Test("A feed that has not changed is not sent again, by its tag and by its time")
    func conditional() async throws {
        let web = try await WebScene()
        _ = try await Self.published(web, Self.form("ABC", from: "2026-01-01"))
        try await web.application.test(.router) { client in
            let path = "/feeds/news.zh-Hant.atom"
            let first = try await client.get(path)
            #expect(first.headers[.contentType] == "application/atom+xml; charset=utf-8")
            let (tag, time) = (try #require(first.headers[.eTag]), try #require(first.headers[.lastModified]))
            #expect(try await client.get(path, [.ifNoneMatch: tag]).status == .notModified)
            #expect(try await client.get(path, [.ifModifiedSince: time]).status == .notModified)
            // Another tag counts, whatever the time says.
            #expect(
                try await client.get(path, [.ifNoneMatch: "\"x\"", .ifModifiedSince: time]).status == .ok)
            for other in ["Thu, 01 Jan 1970 00:00:00 GMT", "yesterday", "", "Thu, 99 Jan 2099 00:00:00 GMT"] {
                #expect(try await client.get(path, [.ifModifiedSince: other]).status == .ok, "\(other)")
            }
            #expect(try await client.get("/feeds/news.xx.atom").status == .notFound)
        }
    }
}
