import Foundation
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
        form.typed[.title] = [.zhHant: title, .en: "\(title) <en>"]
        form.typed[.text] = [
            .zhHant: "第一段\n\n見https://port.example/a?b=1&c=2。", .en: "One\n\nSee <b>https://port.example/a</b>.",
        ]
        form.from = from
        form.isImportant = isImportant
        return form
    }

    private static func published(_ web: WebScene, _ form: AnnouncementForm) async throws -> Int64 {
        let change = try await web.register.draft(form, by: web.scene.by, now: WebScene.now)
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
        let drafted = try await web.register.draft(
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

    @Test("Twenty to a page, by year and port as before; what is no page is not found")
    func pages() async throws {
        let web = try await WebScene()
        try await web.application.test(.router) { client in
            #expect(try await client.get("/en/news?page=1").status == .ok)
            #expect(try await client.get("/en/news?page=2").status == .notFound)
            for number in 1...20 {
                _ = try await Self.published(web, Self.form("N\(100 + number)", from: "2026-01-01"))
            }
            let whole = try await client.get("/en/news")
            #expect(
                whole.text.contains("N101 ") && whole.text.contains("N120 ") && !whole.text.contains("rel=\"next\""))
            _ = try await Self.published(web, Self.form("N121", from: "2026-01-01"))
            let first = try await client.get("/en/news?year=2026&port=TWKEL")
            #expect(first.text.contains("N121 ") && !first.text.contains("N101 "))
            #expect(
                first.text.contains("<a href=\"/en/news?year=2026&amp;port=TWKEL&amp;page=2\" rel=\"next\">"))
            #expect(!first.text.contains("rel=\"prev\""))
            let second = try await client.get("/en/news?year=2026&port=TWKEL&page=2")
            #expect(second.text.contains("N101 ") && !second.text.contains("N121 "))
            #expect(second.text.contains("page=1\" rel=\"prev\"") && !second.text.contains("rel=\"next\""))
            #expect(Markup(second.text).problems == [])
            for wrong in ["0", "3", "-1", "+1", "01", "1.0", "", "x", "%31%20", "99999999999999999999", "%D9%A1"] {
                #expect(try await client.get("/en/news?page=\(wrong)").status == .notFound, "\(wrong)")
            }
        }
    }

    @Test("The home page has what is important, then the newest three that hold and stand nowhere yet; else no box")
    func newest() async throws {
        let web = try await WebScene()
        try await web.application.test(.router) { client in
            let empty = try await client.get("/en/")
            #expect(!empty.text.contains("id=\"news\"") && !empty.text.contains("id=\"important\""))
            #expect(!empty.text.contains("class=\"news\""))
            _ = try await Self.published(web, Self.form("URGENT", from: "2026-01-01", isImportant: true))
            for number in 1...4 { _ = try await Self.published(web, Self.form("N\(number)", from: "2026-01-01")) }
            var over = Self.form("OVER", from: "2026-01-01")
            over.until = "2026-01-02"
            _ = try await Self.published(web, over)
            let page = try await client.get("/en/")
            #expect(Markup(page.text).problems == [])
            let places = ["URGENT", "N4", "N3", "N2"].map { page.text.firstRange(of: "\($0) &lt;en&gt;")?.lowerBound }
            #expect(places.allSatisfy { $0 != nil } && places.compactMap(\.self) == places.compactMap(\.self).sorted())
            #expect(!page.text.contains("N1 &lt;") && !page.text.contains("OVER"))
            #expect(page.text.components(separatedBy: "URGENT").count == 2)
            #expect(page.text.contains("<a href=\"/en/news\">"))
        }
    }
}
