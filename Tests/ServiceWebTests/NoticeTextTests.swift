import Foundation
import Mail
import Register
import ServiceScenes
import ServiceWeb
import Testing

@Suite("The words of messages")
struct NoticeTextTests {
    private static let facts = [
        "code": "042137", "minutes": "10", "number": "A26-4F7K2M", "until": "2026-12-31", "amount": "12600",
        "pass": "KEL-P-26-000123", "company": "基隆港埠裝卸股份有限公司", "count": "12", "needing": "3",
        "token": "0123456789abcdefghjkmnpqrs", "account": "w•••@example.com",
        "seminar": "港區通行證新制說明會", "day": "2026-12-15", "time": "14:00–16:00", "place": "基隆港務大樓 3 樓",
        "link": "https://meet.example/room?a=1",
    ]

    private let texts: SiteTexts

    init() throws { texts = SiteTexts(try WebScene.site.get()) }

    private func text(_ kind: NoticeKind, _ language: SiteLanguage) throws -> NoticeText {
        let contact = try #require(Contact(typed: "wang@example.com"))
        let notice = try Notice(
            kind, to: contact, language: language, facts: Self.facts.filter { kind.facts.contains($0.key) })
        return NoticeText(notice, texts: texts, site: "https://pass.twport.com.tw")
    }

    @Test("are all there in every language, with the same places to fill", arguments: SiteLanguage.allCases)
    func equal(language: SiteLanguage) {
        let mine = texts.keys(language).filter { $0.hasPrefix("notice.") || $0.hasPrefix("prove.") }
        let first = texts.keys(.zhHant).filter { $0.hasPrefix("notice.") || $0.hasPrefix("prove.") }
        #expect(mine == first && mine.count > 60)
        for key in mine {
            let (here, there) = (texts.template(key, language), texts.template(key, .zhHant))
            #expect(Set(Template.names(in: here)) == Set(Template.names(in: there)), "\(key)")
            #expect(!here.isEmpty && here == here.trimmingCharacters(in: .newlines), "\(key)")
        }
    }

    @Test(
        "have a place for every fact of their kind in the mail, and for none that it has not",
        arguments: NoticeKind.allCases)
    func places(kind: NoticeKind) {
        for language in SiteLanguage.allCases {
            for part in ["subject", "body", "sms"] {
                let names = Set(Template.names(in: texts.template("notice.\(kind.rawValue).\(part)", language)))
                #expect(names.subtracting(kind.facts).isSubset(of: ["site"]), "\(language) \(part)")
                if part == "body" { #expect(names.isSuperset(of: kind.facts), "\(language)") }
                if part == "subject" { #expect(!names.contains("code"), "a code is not for who looks over a shoulder") }
            }
        }
    }

    @Test("leave nothing open, and fit into three short messages", arguments: NoticeKind.allCases)
    func filled(kind: NoticeKind) throws {
        for language in SiteLanguage.allCases {
            let text = try text(kind, language)
            for part in [text.subject, text.body, text.short] { #expect(!part.contains("{") && !part.contains("}")) }
            #expect(text.subject.count <= 60 && !text.subject.contains("\n"))
            #expect(SMSText.parts(text.short) <= 3, "\(language): \(SMSText.parts(text.short)) parts")
            #expect(!text.short.contains("\n"))
            if kind != .code { #expect(text.body.contains("https://pass.twport.com.tw/\(language.rawValue)/")) }
        }
    }

    @Test("A code comes with a warning, and without an address to follow")
    func code() throws {
        for (language, warning) in [
            (SiteLanguage.zhHant, "請勿"), (.en, "Do not give"), (.vi, "Không đưa"), (.id, "Jangan berikan"),
            (.th, "อย่าบอก"),
            (.fil, "Huwag ibigay"),
        ] {
            let text = try text(.code, language)
            for part in [text.body, text.short] {
                #expect(part.contains("042137") && part.contains(warning) && !part.contains("https:"), "\(language)")
            }
        }
    }

    @Test("write days and amounts as the language does")
    func facts() throws {
        let chinese = try text(.paymentDue, .zhHant)
        #expect(chinese.body.contains("民國115年12月31日（2026-12-31）") && chinese.body.contains("12,600 元"))
        #expect(chinese.short.contains("最遲於115年12月31日繳納"))
        #expect(try text(.paymentDue, .en).body.contains("NT$12,600; please pay it by 2026-12-31"))
    }

    @Test("What is filled in is not looked at again")
    func hostile() throws {
        let contact = try #require(Contact(typed: "wang@example.com"))
        let notice = try Notice(
            .companyInvite, to: contact, language: .en,
            facts: ["company": "{site}{company}", "code": "1234-5678-9ABC", "until": "2026-12-08"])
        #expect(NoticeText(notice, texts: texts, site: "https://x").body.hasPrefix("{site}{company} invites"))
    }
}
