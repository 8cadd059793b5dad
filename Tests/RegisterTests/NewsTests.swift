import Register
import SQLStore
import Testing

@Suite("Announcements: drafts, what everybody sees, corrections, and what is taken back")
struct NewsTests {
    static let now = ScratchRegister.now
    let scratch: ScratchRegister

    init() throws { scratch = try ScratchRegister() }

    static func form(_ title: String = "道路施工", from: String = "2026-12-01") -> AnnouncementForm {
        var form = AnnouncementForm()
        form.typed[.title] = [.zhHant: title, .en: "Road works"]
        form.typed[.text] = [.zhHant: "第一段\n\n第二段", .en: "One\n\nTwo https://port.example/map."]
        form.ports = ["TWKEL"]
        form.from = from
        return form
    }

    struct Unexpected: Error { let change: BulletinChange }

    static let reason = BulletinReason(chinese: "日期有誤", english: "The day was wrong")
    static let none = BulletinReason.none

    private func drafted(_ register: Register, _ form: AnnouncementForm = form()) async throws -> Announcement {
        let change = try await register.draft(form, by: scratch.by, now: Self.now)
        guard case .changed(let number) = change else { throw Unexpected(change: change) }
        return try #require(try await register.announcement(number))
    }

    @Test("From a draft to what everybody sees, corrected with its reason, withdrawn for good; the log agrees")
    func life() async throws {
        let register = try await scratch.create()
        let draft = try await drafted(register)
        #expect(draft.state == .draft && draft.content == nil && draft.revisions.isEmpty)
        #expect(try await register.newsEdition() == 0)
        let number = draft.number
        #expect(
            try await register.publishAnnouncement(
                number, seen: draft.changes, reason: Self.none, by: scratch.by, now: Self.now) == .changed(number))
        let published = try #require(try await register.announcement(number))
        #expect(published.state == .published && published.draft == nil && published.revisions.map(\.act) == [.publish])

        // A correction waits unseen, and is not published without a reason.
        _ = try await register.draft(
            Self.form("道路施工（更正）"), of: number, seen: published.changes, by: scratch.by, now: Self.now + 10)
        let waiting = try #require(try await register.announcement(number))
        #expect(waiting.content?.text(in: .zhHant).text.title == "道路施工" && waiting.draft != nil)
        let refused = try await register.publishAnnouncement(
            number, seen: waiting.changes, reason: Self.none, by: scratch.by, now: Self.now + 20)
        #expect(refused == .refused([Fault("reason-zh", "required"), Fault("reason-en", "required")]))
        _ = try await register.publishAnnouncement(
            number, seen: waiting.changes, reason: Self.reason, by: scratch.by, now: Self.now + 20)
        let corrected = try #require(try await register.announcement(number))
        #expect(corrected.content?.text(in: .zhHant).text.title == "道路施工（更正）")
        #expect(
            corrected.revisions.map(\.act) == [.publish, .correct] && corrected.revisions[1].reason.chinese == "日期有誤")

        _ = try await register.withdrawAnnouncement(
            number, seen: corrected.changes, reason: Self.reason, by: scratch.by, now: Self.now + 30)
        let withdrawn = try #require(try await register.announcement(number))
        #expect(withdrawn.state == .withdrawn && withdrawn.content == nil && withdrawn.revisions.count == 3)
        #expect(try await register.newsEdition() == 3)
        let late = try await register.draft(
            Self.form(), of: number, seen: withdrawn.changes, by: scratch.by, now: Self.now + 40)
        #expect(late == .moved)
        #expect(try await register.verifyAudit().isIntact)
        register.close()
    }

    @Test("Who acts on what another changed meanwhile changes nothing")
    func meanwhile() async throws {
        let register = try await scratch.create()
        let draft = try await drafted(register)
        _ = try await register.draft(
            Self.form("另一個"), of: draft.number, seen: draft.changes, by: scratch.by, now: Self.now)
        #expect(
            try await register.publishAnnouncement(
                draft.number, seen: draft.changes, reason: Self.none, by: scratch.by, now: Self.now) == .moved)
        #expect(try await register.dropDraft(of: News.self, draft.number, seen: draft.changes) == .moved)
        #expect(try await register.newsEdition() == 0)
        // Thrown away, it is gone; what everybody saw never is.
        #expect(
            try await register.dropDraft(of: News.self, draft.number, seen: draft.changes + 1) == .changed(draft.number)
        )
        #expect(try await register.announcement(draft.number) == nil)
        register.close()
    }

    @Test("What nobody could read is refused beside its field")
    func refused() async throws {
        let register = try await scratch.create()
        var form = AnnouncementForm()
        form.typed[.title] = [.zhHant: "標題", .vi: "Tiêu đề"]
        form.typed[.text] = [.zhHant: "內容", .en: "a\u{202E}b"]
        form.from = "someday"
        form.until = "2026-11-31"
        form.ports = ["XXXXX"]
        let change = try await register.draft(form, by: scratch.by, now: Self.now)
        guard case .refused(let faults) = change else {
            Issue.record("\(change)")
            return
        }
        #expect(
            Set(faults.map { "\($0.field) \($0.rule)" }) == [
                "title-en required", "text-en forbidden-character", "text-vi required", "from format", "until format",
                "ports not-found",
            ])
        var backwards = Self.form()
        backwards.until = "2026-11-30"
        #expect(
            try await register.draft(backwards, by: scratch.by, now: Self.now)
                == .refused([Fault("until", "after-from")]))
        register.close()
    }

    @Test("What everybody saw is not hidden again by a later first day")
    func laterDay() async throws {
        let register = try await scratch.create()
        let draft = try await drafted(register)
        _ = try await register.publishAnnouncement(
            draft.number, seen: draft.changes, reason: Self.none, by: scratch.by, now: Self.now)
        let published = try #require(try await register.announcement(draft.number))
        _ = try await register.draft(
            Self.form(from: "2027-01-01"), of: draft.number, seen: published.changes, by: scratch.by, now: Self.now)
        #expect(
            try await register.publishAnnouncement(
                draft.number, seen: published.changes + 1, reason: Self.reason, by: scratch.by, now: Self.now)
                == .refused([Fault("from", "seen-already")]))
        register.close()
    }

    @Test("The database keeps what was published, and the log tells of a revision that was put in by hand")
    func tampering() async throws {
        let register = try await scratch.create()
        let draft = try await drafted(register)
        _ = try await register.publishAnnouncement(
            draft.number, seen: draft.changes, reason: Self.none, by: scratch.by, now: Self.now)
        register.close()
        for statement: StaticString in [
            "UPDATE announcement_revision SET reason = 'x'", "DELETE FROM announcement_revision",
            "DELETE FROM announcement",
        ] {
            await #expect(throws: StoreError.self) { try await scratch.tamper { try $0.execute(statement) } }
        }
        try await scratch.tamper {
            _ = try $0.execute(
                """
                INSERT INTO announcement_revision
                    SELECT announcement, 2, 'correct', at, made_by, 'x', 'x', content FROM announcement_revision
                """)
        }
        let opened = try await scratch.open()
        let report = try await opened.verifyAudit()
        #expect(!report.isIntact)
        opened.close()
    }
}
