import Foundation
import OpenData
import Register
import SQLStore
import Testing

@Suite("Consultations: asked, contributed to, looked at, answered")
struct ConsultationTests {
    private static let wang = Contact(typed: "wang@example.com")

    @Test("From a draft over contributions to published answers; who left an address is told; the log agrees")
    func life() async throws {
        let scene = try await ConsultationScene()
        let (register, by) = (scene.register, scene.scratch.by)
        let number = try await scene.published()
        #expect(try await scene.find(number).phase(at: scene.time(1), utcOffset: register.utcOffset) == .open)
        let agreed = try await scene.contribute(to: number, "三線道", contact: Self.wang)
        let quiet = try await scene.contribute(to: number, "不公開的話", isAgreed: false, name: "王小明")
        #expect(try await register.publishedContributions(of: number, limit: 10).isEmpty)
        #expect(try await register.review(agreed, .publish, by: by, now: scene.time(3)) == .changed)
        #expect(try await register.review(quiet, .publish, by: by, now: scene.time(3)) == .impossible)
        #expect(try await register.publishedContributions(of: number, limit: 10).map(\.text) == ["三線道"])

        // Not before it is over, and not with anything left.
        #expect(try await scene.answer(number, now: scene.time(5)) == .moved)
        #expect(
            try await scene.answer(number)
                == .refused([Fault("contributions", "not-looked-at", ["count": "1"])]))
        #expect(try await register.review(quiet, .noConsent, by: by, now: scene.time(12)) == .changed)
        #expect(try await scene.reply(to: number, for: [agreed]) == .changed(1))
        #expect(
            try await scene.answer(number) == .refused([Fault("contributions", "unanswered", ["count": "1"])]))
        #expect(try await scene.reply(1, to: number, for: [agreed, quiet]) == .changed(1))
        #expect(try await register.unansweredConsultations(now: scene.time(12)).all == [number])
        #expect(try await register.unansweredConsultations(now: scene.time(40)).overdue.isEmpty)
        #expect(try await register.unansweredConsultations(now: scene.time(41)).overdue == [number])
        #expect(try await scene.answer(number) == .changed(number))

        let answered = try await scene.find(number)
        #expect(answered.state == .answered && answered.answeredAt == scene.time(12))
        #expect(answered.revisions.last?.reason.chinese == "改為兩線道。")
        #expect(try await register.unansweredConsultations(now: scene.time(60)).all.isEmpty)
        #expect(try await register.contribution(quiet)?.reply == 1)
        let told = try #require(try await register.claimNotice(.email, now: scene.time(12)))
        #expect(told.notice?.kind == .consultationAnswered && told.notice?.facts == ["number": agreed.text])
        try await register.settle(told, .sent, now: scene.time(12))
        #expect(try await register.claimNotice(.email, now: scene.time(12)) == nil)
        // What was answered stays so.
        #expect(try await scene.reply(1, to: number, for: [agreed]) == .moved)
        #expect(try await register.verifyAudit().isIntact)
        register.close()
    }

    @Test("It takes contributions from its first day to its last, or to when it was ended")
    func days() async throws {
        let scene = try await ConsultationScene()
        let register = scene.register
        let number = try await scene.published(now: scene.time(1) - ConsultationScene.day)
        let draft = ContributionDraft(text: "三線", isAgreed: true, language: .vi)
        func outcome(_ now: Int64) async throws -> ContributionOutcome {
            try await register.contribute(draft, to: number, client: nil, by: scene.scratch.by, now: now)
        }
        #expect(try await outcome(scene.time(1) - 1) == .closed)
        #expect(try await outcome(scene.time(11)) == .closed)
        guard case .received = try await outcome(scene.time(1)), case .received = try await outcome(scene.time(11) - 1)
        else {
            Issue.record("closed on its own days")
            return
        }
        _ = try await register.endConsultation(
            number, seen: try await scene.find(number).changes, reason: ConsultationScene.reason, by: scene.scratch.by,
            now: scene.time(5))
        #expect(try await outcome(scene.time(5)) == .closed)
        let ended = try await scene.find(number)
        #expect(ended.endsAt(utcOffset: register.utcOffset) == scene.time(5))
        // A draft, one that was withdrawn, and none at all.
        let other = try await scene.drafted(now: scene.time(1))
        #expect(
            try await register.contribute(
                draft, to: other.number, client: nil, by: scene.scratch.by, now: scene.time(2))
                == .closed)
        #expect(
            try await register.contribute(draft, to: 999, client: nil, by: scene.scratch.by, now: scene.time(2))
                == .closed)
        register.close()
    }

    @Test("Days that have come do not move, and a correction says why")
    func corrections() async throws {
        let scene = try await ConsultationScene()
        let (register, by) = (scene.register, scene.scratch.by)
        let number = try await scene.published()
        func corrected(_ form: ConsultationForm, now: Int64) async throws -> BulletinChange {
            _ = try await register.draft(
                form, of: number, seen: try await scene.find(number).changes, by: by, now: now)
            return try await register.publishConsultation(
                number, seen: try await scene.find(number).changes, reason: ConsultationScene.reason, by: by, now: now)
        }
        #expect(
            try await corrected(ConsultationScene.form(from: "2026-12-03"), now: scene.time(2))
                == .refused([Fault("from", "begun-already")]))
        #expect(
            try await corrected(ConsultationScene.form(until: "2026-12-01"), now: scene.time(3))
                == .refused([Fault("until", "past")]))
        #expect(
            try await corrected(ConsultationScene.form(until: "2026-12-20"), now: scene.time(3)) == .changed(number))
        #expect(
            try await corrected(ConsultationScene.form("更名", until: "2026-12-30"), now: scene.time(22))
                == .refused([Fault("until", "over-already")]))
        #expect(
            try await corrected(ConsultationScene.form("更名", until: "2026-12-20"), now: scene.time(22))
                == .changed(number))
        let found = try await scene.find(number)
        #expect(found.revisions.map(\.act) == [.publish, .correct, .correct])
        let seen = found.changes - 1
        #expect(
            try await register.withdrawConsultation(
                number, seen: seen, reason: ConsultationScene.reason, by: by, now: scene.time(23)) == .moved)
        #expect(
            try await register.withdrawConsultation(
                number, seen: found.changes, reason: ConsultationScene.reason, by: by, now: scene.time(23))
                == .changed(number))
        #expect(try await scene.find(number).content == nil)
        #expect(try await register.verifyAudit().isIntact)
        register.close()
    }

    @Test("What nobody could read is refused beside its field")
    func refused() async throws {
        let scene = try await ConsultationScene()
        var form = ConsultationForm()
        form.typed[.title] = [.zhHant: "標題", .vi: "Tiêu đề"]
        form.typed[.question] = [.zhHant: "？", .en: "a\u{202E}b"]
        form.typed[.background] = [.zhHant: "背景", .en: "x"]
        form.from = "2026-12-02"
        form.until = "2026-12-01"
        form.ports = ["XXXXX"]
        let change = try await scene.register.draft(form, by: scene.scratch.by, now: scene.time(1))
        guard case .refused(let faults) = change else { throw ConsultationScene.Unexpected(what: "\(change)") }
        #expect(
            Set(faults.map { "\($0.field) \($0.rule)" }) == [
                "title-en required", "question-en forbidden-character", "question-vi required",
                "background-vi required", "until after-from", "ports not-found",
            ])
        let number = try await scene.published()
        for (text, name, rule) in [
            ("", "", "required"), (String(repeating: "字", count: 2_001), "", "too-long"),
            ("a\u{0}b", "", "forbidden-character"), ("好", String(repeating: "名", count: 101), "too-long"),
            ("好", "a\u{202E}b", "forbidden-character"),
        ] {
            let outcome = try await scene.register.contribute(
                ContributionDraft(text: text, name: name, isAgreed: true, language: .en), to: number, client: nil,
                by: scene.scratch.by, now: scene.time(2))
            guard case .refused(let faults) = outcome else { throw ConsultationScene.Unexpected(what: "\(outcome)") }
            #expect(faults.map(\.rule) == [rule])
        }
        #expect(try await scene.register.contributionCounts(of: number).all == 0)
        scene.register.close()
    }

    @Test("Too many from one client, or with one address, are told when there may be another")
    func limits() async throws {
        let scene = try await ConsultationScene()
        let number = try await scene.published()
        var limits = OpinionLimits()
        limits.perClient = 2
        func send(_ client: String, _ now: Int64) async throws -> ContributionOutcome {
            try await scene.register.contribute(
                ContributionDraft(text: "三線", isAgreed: true, language: .en), to: number, client: client,
                limits: limits, by: scene.scratch.by, now: now)
        }
        let start = scene.time(2)
        for _ in 0..<2 {
            guard case .received = try await send("one", start) else { throw CancellationError() }
        }
        #expect(try await send("one", start + 100) == .tooMany(retryAfter: limits.window - 100))
        guard case .received = try await send("two", start + 100) else { throw CancellationError() }
        guard case .received = try await send("one", start + limits.window) else { throw CancellationError() }
        scene.register.close()
    }

    @Test(
        "Whatever is done in whatever order, no text is read without consent and without that somebody let it through")
    func property() async throws {
        let scene = try await ConsultationScene()
        let (register, by) = (scene.register, scene.scratch.by)
        let number = try await scene.published()
        var random = SplitMix(seed: 38)
        struct Known { var agreed: Bool, decision: ContributionDecision?, text: String }
        var known: [ContributionNumber: Known] = [:]
        var replies: [Int64] = []
        for step in 0..<240 {
            let pick = known.keys.sorted { $0.text < $1.text }.randomElement(using: &random)
            switch Int.random(in: 0..<10, using: &random) {
            case 0...2:
                let (agreed, text) = (Bool.random(using: &random), "意見 \(step)")
                known[try await scene.contribute(to: number, text, isAgreed: agreed)] = Known(
                    agreed: agreed, decision: nil, text: text)
            case 3...7:
                guard let pick, let decision = ContributionDecision.allCases.randomElement(using: &random) else {
                    continue
                }
                if try await register.review(pick, decision, by: by, now: scene.time(3)) == .changed {
                    known[pick]?.decision = decision
                }
            case 8:
                guard let pick else { continue }
                let place = Bool.random(using: &random) ? replies.randomElement(using: &random) : nil
                if case .changed(let place) = try await scene.reply(place, to: number, for: [pick]) {
                    replies.append(place)
                }
            default: #expect(try await scene.answer(number, now: scene.time(4)) == .moved)
            }
            let shown = try await register.publishedContributions(of: number, limit: 1_000)
            let wanted = known.filter { $0.value.agreed && $0.value.decision == .publish }
            #expect(Set(shown.map(\.text)) == Set(wanted.map(\.value.text)))
            let counts = try await register.contributionCounts(of: number)
            #expect(counts.all == Int64(known.count) && counts.published == Int64(wanted.count))
            #expect(counts.received == Int64(known.values.count { $0.decision == nil }))
        }
        #expect(known.count > 20 && known.values.contains { $0.agreed && $0.decision == .publish })
        #expect(try await register.verifyAudit().isIntact)
        register.close()
    }

    @Test("What is published comes off the page for good when its writer does not agree any more")
    func takenBack() async throws {
        let scene = try await ConsultationScene()
        let (register, by) = (scene.register, scene.scratch.by)
        let number = try await scene.published()
        let said = try await scene.contribute(to: number)
        #expect(try await register.review(said, .publish, by: by, now: scene.time(3)) == .changed)
        #expect(try await register.review(said, .noConsent, by: by, now: scene.time(4)) == .changed)
        #expect(try await register.publishedContributions(of: number, limit: 10).isEmpty)
        for decision in ContributionDecision.allCases {
            #expect(try await register.review(said, decision, by: by, now: scene.time(5)) == .impossible)
        }
        #expect(try await register.verifyAudit().isIntact)
        register.close()
    }

    @Test("Who publishes the answers publishes those that they saw")
    func seen() async throws {
        let scene = try await ConsultationScene()
        let (register, by) = (scene.register, scene.scratch.by)
        let number = try await scene.published()
        let said = try await scene.contribute(to: number)
        _ = try await register.review(said, .publish, by: by, now: scene.time(3))
        _ = try await scene.reply(to: number, for: [said])
        let seen = try await scene.find(number).changes
        _ = try await scene.reply(1, to: number, for: [said])
        let change = try await register.answerConsultation(
            number, seen: seen, outcome: ConsultationScene.outcome, by: by, now: scene.time(12))
        #expect(change == .moved)
        #expect(try await scene.answer(number) == .changed(number))
        register.close()
    }

    @Test("The database publishes nothing that nobody agreed to, and the log tells of what was done by hand")
    func tampering() async throws {
        let scene = try await ConsultationScene()
        let (register, by) = (scene.register, scene.scratch.by)
        let number = try await scene.published()
        _ = try await scene.contribute(to: number, isAgreed: false)
        let agreed = try await scene.contribute(to: number)
        _ = try await register.review(agreed, .insult, by: by, now: scene.time(3))
        register.close()
        for statement: StaticString in [
            "UPDATE consultation_revision SET reason = 'x'", "DELETE FROM consultation_revision",
            "DELETE FROM consultation", "DELETE FROM contribution", "UPDATE contribution SET is_agreed = 1",
            "UPDATE contribution SET state = 'published', cause = NULL, reviewed_at = 1, reviewed_by = 'x'",
        ] {
            await #expect(throws: StoreError.self) { try await scene.scratch.tamper { try $0.execute(statement) } }
        }
        // What may stand there, but nobody decided.
        try await scene.scratch.tamper {
            _ = try $0.execute("UPDATE contribution SET state = 'published', cause = NULL WHERE is_agreed = 1")
        }
        let opened = try await scene.scratch.open()
        #expect(try await !opened.verifyAudit().isIntact)
        opened.close()
    }

    @Test("Nothing that somebody wrote stands in any file in the clear")
    func sealed() async throws {
        let scene = try await ConsultationScene()
        let number = try await scene.published()
        _ = try await scene.contribute(to: number, "甲乙丙丁戊己", name: "歐陽某某", contact: Self.wang)
        scene.register.close()
        var searched = 0
        for name in try FileManager.default.contentsOfDirectory(atPath: scene.scratch.folder) {
            guard let data = FileManager.default.contents(atPath: scene.scratch.folder + "/" + name) else { continue }
            searched += 1
            for text in ["甲乙丙丁", "歐陽某某", "wang@example"] {
                #expect(data.range(of: Data(text.utf8)) == nil, "\(name)")
            }
        }
        #expect(searched > 3)
    }

    @Test("Who wrote is forgotten when the time is over, with what was not published; what was published stays")
    func retention() async throws {
        let scene = try await ConsultationScene()
        let (register, by) = (scene.register, scene.scratch.by)
        let number = try await scene.published()
        let shown = try await scene.contribute(to: number, "公開的", name: "王小明", contact: Self.wang)
        let kept = try await scene.contribute(to: number, "不公開的", isAgreed: false)
        _ = try await register.review(shown, .publish, by: by, now: scene.time(3))
        _ = try await register.review(kept, .noConsent, by: by, now: scene.time(3))
        _ = try await scene.reply(to: number, for: [shown, kept])
        #expect(try await scene.answer(number) == .changed(number))
        let early = try await register.runRetention(by: by, now: scene.time(12) + 365 * ConsultationScene.day)
        #expect(early.counts[.contribution] == 0)
        let late = scene.time(12) + 365 * ConsultationScene.day + 1
        #expect(try await register.runRetention(isDryRun: true, by: by, now: late).counts[.contribution] == 2)
        #expect(try await register.runRetention(by: by, now: late).counts[.contribution] == 2)
        #expect(try await register.runRetention(by: by, now: late).counts[.contribution] == 0)
        let opened = try #require(try await register.openedContribution(shown))
        #expect(opened.name == nil && opened.contact == nil && opened.text == "公開的")
        #expect(try await register.openedContribution(kept)?.text == nil)
        #expect(try await register.publishedContributions(of: number, limit: 10).map(\.text) == ["公開的"])
        // There is nothing left to publish.
        #expect(try await register.review(kept, .publish, by: by, now: late) == .impossible)
        #expect(try await register.verifyAudit().isIntact)
        register.close()
    }

    @Test("Figures of the quarter: what ended, what was said, how much is answered, and how long it took")
    func figures() async throws {
        let scene = try await ConsultationScene()
        let (register, by) = (scene.register, scene.scratch.by)
        // A register publishes from the quarter on in which it began to issue.
        _ = try await register.issue(
            Records.person(1, ["access": ["TWKEL": ["A"]] as [String: [String]]]), by: by, now: ScratchRegister.now)
        let number = try await scene.published()
        let other = try await scene.published(ConsultationScene.form("另一項", until: "2026-12-05"))
        // After the quarter, and never published.
        _ = try await scene.published(ConsultationScene.form(from: "2027-01-02", until: "2027-01-05"))
        _ = try await scene.drafted(now: scene.time(1))
        let said = [try await scene.contribute(to: number), try await scene.contribute(to: number)]
        _ = try await scene.contribute(to: other)
        for one in said { _ = try await register.review(one, .offTopic, by: by, now: scene.time(3)) }
        _ = try await scene.reply(to: number, for: said)
        #expect(try await scene.answer(number, now: scene.time(21)) == .changed(number))
        let made = try await register.makeOpenData(by: by, now: OpenDataTests.due)
        let release = try #require(made.first)
        let values = (0..<4).map { release[table: "consultations", ["total"], $0] }
        #expect(values == [2, 3, 2, 240])
        register.close()
    }
}
