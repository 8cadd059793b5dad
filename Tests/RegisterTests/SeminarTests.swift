import Register
import SQLStore
import Testing

@Suite("Seminars: published, signed up for, held and answered")
struct SeminarTests {
    static let now = SeminarScene.now
    let scratch: ScratchRegister

    init() throws { scratch = try ScratchRegister() }

    @Test("From a draft to what everybody sees, corrected with its reason, cancelled for good; the log agrees")
    func life() async throws {
        let scene = try await SeminarScene(scratch)
        let register = scene.register
        let draft = try await scene.drafted()
        #expect(draft.state == .draft && draft.content == nil && !draft.isOpen(at: Self.now))
        let number = draft.number
        _ = try await register.publishSeminar(
            number, seen: draft.changes, reason: SeminarScene.none, by: scratch.by, now: Self.now)
        let published = try #require(try await register.seminar(number))
        #expect(published.state == .published && published.isOpen(at: Self.now))
        #expect(published.content?.begins == SeminarScene.begins)
        #expect(!published.isOpen(at: SeminarScene.begins))

        var moved = SeminarScene.form()
        moved.place = "基隆港 5 樓"
        _ = try await register.draft(
            moved, of: number, seen: published.changes, by: scratch.by, now: Self.now)
        #expect(
            try await register.publishSeminar(
                number, seen: published.changes + 1, reason: SeminarScene.none, by: scratch.by, now: Self.now)
                == .refused([Fault("reason-zh", "required"), Fault("reason-en", "required")]))
        _ = try await register.publishSeminar(
            number, seen: published.changes + 1, reason: SeminarScene.reason, by: scratch.by, now: Self.now)
        let corrected = try #require(try await register.seminar(number))
        #expect(corrected.revisions.map(\.act) == [.publish, .correct] && corrected.content?.place == "基隆港 5 樓")
        #expect(
            try await register.cancelSeminar(
                number, seen: published.changes, reason: SeminarScene.reason, by: scratch.by, now: Self.now) == .moved)
        _ = try await register.cancelSeminar(
            number, seen: corrected.changes, reason: SeminarScene.reason, by: scratch.by, now: Self.now)
        let cancelled = try #require(try await register.seminar(number))
        #expect(cancelled.state == .cancelled && !cancelled.isOpen(at: Self.now))
        #expect(try await scene.signUp("wang", for: number) == .closed)
        #expect(try await register.verifyAudit().isIntact)
        register.close()
    }

    @Test("What nobody could read or come to is refused beside its field")
    func refused() async throws {
        let scene = try await SeminarScene(scratch)
        var form = SeminarForm()
        form.typed[.title] = [.zhHant: "A123456789 說明會", .en: "x"]
        form.typed[.text] = [.zhHant: "內容", .en: "a\u{202E}b"]
        form.day = "someday"
        form.begins = "25:00"
        form.ends = "9:5"
        form.link = "javascript:alert(1)"
        form.access = ["nothing"]
        form.places = "0"
        form.signUpUntil = "x"
        let change = try await scene.register.draft(form, by: scratch.by, now: Self.now)
        guard case .refused(let faults) = change else {
            Issue.record("\(change)")
            return
        }
        #expect(
            Set(faults.map { "\($0.field) \($0.rule)" }) == [
                "title-zh-Hant forbidden-character", "text-en forbidden-character", "day format", "begins clock",
                "ends clock", "link format", "spoken required", "access unknown-choice", "places format",
                "sign-up-until format",
            ])
        var backwards = SeminarScene.form()
        backwards.ends = "13:59"
        backwards.signUpUntil = "2026-12-16"
        #expect(
            try await scene.register.draft(backwards, by: scratch.by, now: Self.now)
                == .refused([Fault("ends", "after-begins"), Fault("sign-up-until", "before-day")]))
        for link in [
            "http://meet.example/", "https://", "https://a b", "https://a\r\nX:1", "https://meet.example/A123456789",
            "https://" + String(repeating: "a", count: 300), "https://例.example/",
        ] {
            #expect(
                try await scene.register.draft(SeminarScene.form(link: link), by: scratch.by, now: Self.now)
                    == .refused([Fault("link", "format")]), "\(link)")
        }
        var past = SeminarScene.form()
        past.day = "2026-11-30"
        let draft = try await scene.drafted(past)
        #expect(
            try await scene.register.publishSeminar(
                draft.number, seen: draft.changes, reason: SeminarScene.none, by: scratch.by, now: Self.now)
                == .refused([Fault("day", "past")]))
        scene.register.close()
    }

    @Test("A sign-up counts when it is confirmed; who comes last waits, and moves up when somebody leaves")
    func waiting() async throws {
        let scene = try await SeminarScene(scratch)
        let register = scene.register
        let number = try await scene.published(SeminarScene.form(places: "1"))
        let first = try await scene.link("wang", for: number)
        #expect(try await scene.tally(number).signedUp == 0)
        #expect(try await register.confirmSignUp(first, now: Self.now)?.state == .placed)
        let place = try #require(try await scene.mails().first)
        #expect(place.kind == .seminarPlaceOnline && place.facts["link"] == "https://meet.example/room?a=1")
        #expect(place.facts["day"] == "2026-12-15" && place.facts["time"] == "14:00–16:00")
        // Pressed twice, it is done once.
        #expect(try await register.confirmSignUp(first, now: Self.now)?.state == .placed)
        #expect(try await scene.mails().isEmpty)

        let second = try await scene.link("chen", for: number)
        let third = try await scene.link("lin", for: number)
        #expect(try await register.confirmSignUp(third, now: Self.now)?.state == .waiting)
        let fourth = try #require(try await register.confirmSignUp(second, now: Self.now))
        // Who confirmed first is before who signed up first.
        #expect(fourth.state == .waiting && fourth.ahead == 1)
        #expect(try await scene.mails().map(\.kind) == [.seminarWaiting, .seminarWaiting])
        #expect(try await scene.tally(number).signedUp == 3)

        #expect(try await register.leaveSeminar(first, now: Self.now)?.state == .left)
        #expect(try await register.seminarSignUp(third)?.state == .placed)
        #expect(try await register.seminarSignUp(second)?.ahead == 0)
        let told = try await scene.mails()
        let lin = try SeminarScene.contact("lin")
        #expect(told.map(\.kind) == [.seminarPlaceOnline] && told.first?.to == lin)
        // What was given back is nobody's, and its link gives nothing back again.
        #expect(try await register.leaveSeminar(first, now: Self.now)?.state == .left)
        #expect(try await register.confirmSignUp(first, now: Self.now)?.state == .left)
        #expect(try await scene.tally(number).signedUp == 2)

        // More places: who waits has one.
        try await scene.corrected(number, SeminarScene.form(places: "2"))
        #expect(try await register.seminarSignUp(second)?.state == .placed)
        // Fewer: nobody is put out.
        try await scene.corrected(number, SeminarScene.form(places: "1"))
        #expect(try await register.seminarSignUp(second)?.state == .placed)
        #expect(try await register.seminarSignUp(third)?.state == .placed)
        register.close()
    }

    @Test("A place is held for a day for who has not confirmed, and is another's then")
    func held() async throws {
        let scene = try await SeminarScene(scratch)
        let register = scene.register
        let number = try await scene.published(SeminarScene.form(places: "1"))
        let slow = try await scene.link("wang", for: number)
        let other = try await scene.link("chen", for: number)
        #expect(try await register.confirmSignUp(other, now: Self.now)?.state == .waiting)
        try await register.settleSeminars(now: Self.now + SeminarScene.day - 1)
        #expect(try await register.seminarSignUp(slow)?.state == .held)
        try await register.settleSeminars(now: Self.now + SeminarScene.day)
        #expect(try await register.seminarSignUp(slow)?.state == .lapsed)
        #expect(try await register.seminarSignUp(other)?.state == .placed)
        #expect(try await register.confirmSignUp(slow, now: Self.now + SeminarScene.day)?.state == .lapsed)
        // The same address begins anew.
        let again = try await scene.link("wang", for: number, now: Self.now + SeminarScene.day)
        #expect(again != slow)
        register.close()
    }

    @Test("Who makes up addresses keeps nobody out: few places are held at once, and the others go to who confirms")
    func madeUp() async throws {
        let scene = try await SeminarScene(scratch)
        let register = scene.register
        let number = try await scene.published(SeminarScene.form(places: "8"))
        for place in 0..<12 { #expect(try await scene.signUp("nobody\(place)", for: number) == .sent) }
        for place in 0..<6 {
            let link = try await scene.link("guest\(place)", for: number)
            #expect(try await register.confirmSignUp(link, now: Self.now)?.state == .placed)
        }
        // Two are held; who comes now waits for these, and no longer than a day.
        let last = try await scene.link("last", for: number)
        #expect(try await register.confirmSignUp(last, now: Self.now)?.state == .waiting)
        try await register.settleSeminars(now: Self.now + SeminarScene.day)
        #expect(try await register.seminarSignUp(last)?.state == .placed)
        register.close()
    }

    @Test("Nobody learns who is signed up: the answer is the same, and the mail has the link that is known")
    func silence() async throws {
        let scene = try await SeminarScene(scratch)
        let number = try await scene.published()
        let first = try await scene.link("wang", for: number)
        #expect(try await scene.signUp("wang", for: number) == .sent)
        let again = try #require(try await scene.mails().first)
        #expect(again.kind == .seminarConfirm && again.facts["token"] == first.text)
        _ = try await scene.register.confirmSignUp(first, now: Self.now)
        _ = try await scene.mails()
        #expect(try await scene.signUp("wang", for: number) == .sent)
        #expect(try await scene.mails().map(\.kind) == [.seminarAgain])
        // A mailbox is not filled by somebody else.
        for _ in 0..<5 { #expect(try await scene.signUp("wang", for: number) == .sent) }
        #expect(try await scene.mails().count == 1)
        var limits = SeminarLimits()
        limits.perClient = 1
        #expect(try await scene.signUp("one", for: number, client: "192.0.2.1", limits: limits) == .sent)
        let refused = try await scene.signUp(
            "two", for: number, client: "192.0.2.1", limits: limits, now: Self.now + 10)
        #expect(refused == .tooMany(retryAfter: limits.window - 10))
        let nameless = try await scene.register.signUp(
            for: number, SeminarGuestDetails(name: "", needs: "", question: ""), contact: SeminarScene.contact("three"),
            language: .en, client: nil, now: Self.now)
        #expect(nameless == .refused([Fault("name", "required")]))
        #expect(SeminarToken(text: "") == nil && SeminarToken(text: String(repeating: "q", count: 32)) == nil)
        let stranger = try #require(SeminarToken(text: String(repeating: "a", count: 32)))
        #expect(try await scene.register.confirmSignUp(stranger, now: Self.now) == nil)
        scene.register.close()
    }

    @Test("Everybody who confirmed is told of a change and of the end, and nobody else")
    func told() async throws {
        let scene = try await SeminarScene(scratch)
        let register = scene.register
        let number = try await scene.published()
        _ = try await register.confirmSignUp(try await scene.link("wang", for: number), now: Self.now)
        _ = try await scene.link("chen", for: number)
        _ = try await scene.mails()
        // A word that is spelt otherwise concerns nobody's day.
        var spelt = SeminarScene.form()
        spelt.typed[.text][.en] = "One.\n\nTwo."
        try await scene.corrected(number, spelt)
        #expect(try await scene.mails().isEmpty)
        var later = SeminarScene.form()
        later.day = "2026-12-16"
        try await scene.corrected(number, later)
        let changed = try await scene.mails()
        #expect(changed.map(\.kind) == [.seminarChanged] && changed.first?.facts["day"] == "2026-12-16")
        let seminar = try #require(try await register.seminar(number))
        _ = try await register.cancelSeminar(
            number, seen: seminar.changes, reason: SeminarScene.reason, by: scratch.by, now: Self.now)
        #expect(try await scene.mails().map(\.kind) == [.seminarCancelled])
        register.close()
    }

    @Test("Who came is noted when it has begun; what is said stays sealed and goes in time, and the counts stay")
    func erased() async throws {
        let scene = try await SeminarScene(scratch)
        let register = scene.register
        let number = try await scene.published()
        for name in ["wang", "chen"] {
            _ = try await register.confirmSignUp(try await scene.link(name, for: number), now: Self.now)
        }
        let guests = try await register.seminarGuests(number, by: scratch.by, now: Self.now)
        #expect(guests.map(\.details?.name) == ["wang", "chen"])
        let one = try #require(guests.first?.number)
        #expect(
            try await register.noteAttendance(number, came: [one], by: scratch.by, now: Self.now)
                == .refused([Fault("came", "not-yet")]))
        let after = SeminarScene.begins + 3_600
        #expect(
            try await register.noteAttendance(number, came: [one, 999], by: scratch.by, now: after) == .changed(number))
        #expect(try await scene.tally(number) == SeminarTally(signedUp: 2, came: 1))
        #expect(try await register.noteAttendance(number, came: [], by: scratch.by, now: after) == .changed(number))
        #expect(try await scene.tally(number).came == 0)
        _ = try await register.noteAttendance(number, came: [one], by: scratch.by, now: after)

        let ends = SeminarScene.begins + 7_200
        let early = try await register.runRetention(by: scratch.by, now: ends + 90 * SeminarScene.day - 1)
        #expect(early.counts[.seminarSignUp] == 0)
        let dry = try await register.runRetention(isDryRun: true, by: scratch.by, now: ends + 90 * SeminarScene.day)
        #expect(dry.counts[.seminarSignUp] == 2)
        let report = try await register.runRetention(by: scratch.by, now: ends + 90 * SeminarScene.day)
        #expect(report.counts[.seminarSignUp] == 2)
        #expect(try await register.seminarGuests(number, by: scratch.by, now: after).isEmpty)
        #expect(try await scene.tally(number) == SeminarTally(signedUp: 2, came: 1))

        // Held once more, it has people once more: they are counted, and they go as well.
        let again = ends + 100 * SeminarScene.day
        var later = SeminarScene.form()
        later.day = "2027-05-01"
        try await scene.corrected(number, later, now: again)
        let link = try await scene.link("lin", for: number, now: again)
        _ = try await register.confirmSignUp(link, now: again)
        #expect(try await scene.tally(number) == SeminarTally(signedUp: 1, came: 0))
        #expect(try await register.runRetention(by: scratch.by, now: again).counts[.seminarSignUp] == 0)
        let gone = again + 365 * SeminarScene.day
        #expect(try await register.runRetention(by: scratch.by, now: gone).counts[.seminarSignUp] == 1)
        #expect(try await register.seminarSignUp(link) == nil)
        #expect(try await register.verifyAudit().isIntact)
        register.close()
    }

    @Test("Of one that is cancelled people are erased a time after that, and not after the day that it was planned for")
    func cancelledAndErased() async throws {
        let scene = try await SeminarScene(scratch)
        let register = scene.register
        let number = try await scene.published()
        let link = try await scene.link("wang", for: number)
        let seminar = try #require(try await register.seminar(number))
        _ = try await register.cancelSeminar(
            number, seen: seminar.changes, reason: SeminarScene.reason, by: scratch.by, now: Self.now)
        let limit = Self.now + 90 * SeminarScene.day
        #expect(try await register.runRetention(by: scratch.by, now: limit - 1).counts[.seminarSignUp] == 0)
        #expect(try await register.runRetention(by: scratch.by, now: limit).counts[.seminarSignUp] == 1)
        #expect(try await register.seminarSignUp(link) == nil)
        register.close()
    }

    @Test("What counted who asked goes when it counts no more")
    func clients() async throws {
        let scene = try await SeminarScene(scratch)
        let number = try await scene.published()
        #expect(try await scene.signUp("wang", for: number, client: "192.0.2.1") == .sent)
        try await scene.register.settleOpinions(by: scratch.by, now: Self.now + SeminarLimits().window + 1)
        scene.register.close()
        nonisolated(unsafe) var kept: Int64?
        try await scratch.tamper {
            kept = try $0.integer("SELECT COUNT(*) FROM seminar_signup WHERE client IS NOT NULL")
        }
        #expect(kept == 0)
    }

    @Test(
        "An answer is seen when it is let through, and is taken back before it is changed; the log tells of one put in by hand"
    )
    func answers() async throws {
        let scene = try await SeminarScene(scratch)
        let register = scene.register
        let number = try await scene.published()
        let words = SeminarAnswer(question: "費用?", questionInEnglish: "Fees?", answer: "免費", answerInEnglish: "None")
        let empty = SeminarAnswer(question: "費用?", questionInEnglish: "", answer: "免費", answerInEnglish: "None")
        #expect(
            try await register.writeAnswer(empty, of: number, by: scratch.by, now: Self.now)
                == .refused([Fault("question-en", "required")]))
        _ = try await register.writeAnswer(words, of: number, by: scratch.by, now: Self.now)
        let draft = try #require(try await register.seminarQuestions(number).first)
        #expect(!draft.isPublic)
        #expect(
            try await register.showAnswer(true, draft.number, seen: draft.changes, by: scratch.by, now: Self.now)
                == .changed(number))
        let seen = try #require(try await register.seminarQuestion(draft.number))
        #expect(seen.isPublic)
        #expect(
            try await register.rewriteAnswer(words, as: seen.number, seen: seen.changes, by: scratch.by, now: Self.now)
                == .moved)
        #expect(
            try await register.showAnswer(true, seen.number, seen: seen.changes, by: scratch.by, now: Self.now)
                == .moved)
        #expect(try await register.verifyAudit().isIntact)
        _ = try await register.showAnswer(false, seen.number, seen: seen.changes, by: scratch.by, now: Self.now)
        #expect(try await register.verifyAudit().isIntact)
        register.close()
        for statement: StaticString in [
            "UPDATE seminar_revision SET reason = 'x'", "DELETE FROM seminar_revision", "DELETE FROM seminar",
            "DELETE FROM seminar_question",
        ] {
            await #expect(throws: StoreError.self) { try await scratch.tamper { try $0.execute(statement) } }
        }
        try await scratch.tamper { _ = try $0.execute("UPDATE seminar_question SET state = 'published'") }
        let opened = try await scratch.open()
        #expect(try await !opened.verifyAudit().isIntact)
        opened.close()
    }

    @Test(
        "Whatever people do, there are never more than the places, the order is kept and nobody is lost",
        arguments: 1...12)
    func anything(seed: UInt64) async throws {
        let scene = try await SeminarScene(scratch)
        let register = scene.register
        var chance = SeminarChance(state: seed)
        let places = Int64.random(in: 1...4, using: &chance)
        let number = try await scene.published(SeminarScene.form(places: String(places)))
        let limits = SeminarLimits()
        var now = Self.now
        // What should be, by the plain rules.
        var model = SeminarModel(places: places, hold: limits.hold)
        var links: [SeminarToken] = []
        for step in 0..<60 {
            switch Int.random(in: 0..<10, using: &chance) {
            case 0..<4:
                let link = try await scene.link("p\(step)", for: number, now: now)
                links.append(link)
                model.ask(link, at: now)
            case 4..<7:
                guard let link = links.randomElement(using: &chance) else { continue }
                model.confirm(link, at: now)
                _ = try await register.confirmSignUp(link, now: now)
            case 7..<9:
                guard let link = links.randomElement(using: &chance) else { continue }
                model.leave(link, at: now)
                _ = try await register.leaveSeminar(link, now: now)
            default:
                now += Int64.random(in: 1...12, using: &chance) * 3_600
                model.settle(at: now)
                try await register.settleSeminars(now: now)
            }
            var taken: Int64 = 0
            for link in links {
                let found = try #require(try await register.seminarSignUp(link))
                let expected = try #require(model.state(of: link))
                #expect(found.state == expected, "seed \(seed), step \(step)")
                #expect(found.ahead == model.ahead(of: link), "seed \(seed), step \(step)")
                if found.state == .held || found.state == .placed { taken += 1 }
            }
            #expect(taken <= places, "seed \(seed), step \(step)")
        }
        #expect(try await scene.tally(number).signedUp == Int64(model.confirmed))
        register.close()
    }
}

/// Repeatable randomness (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", 2014).
private struct SeminarChance: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}

/// The rules as somebody at a desk with two sheets of paper follows them.
private struct SeminarModel {
    let places: Int64
    let hold: Int64
    private var states: [SeminarToken: SeminarSignUpState] = [:]
    private var until: [SeminarToken: Int64] = [:]
    /// Who waits, in the order in which they said so.
    private var queue: [SeminarToken] = []

    init(places: Int64, hold: Int64) {
        self.places = places
        self.hold = hold
    }

    private var taken: Int64 { Int64(states.values.count { $0 == .held || $0 == .placed }) }

    var confirmed: Int { states.values.count { $0 == .placed || $0 == .waiting } }

    func state(of link: SeminarToken) -> SeminarSignUpState? { states[link] }

    func ahead(of link: SeminarToken) -> Int64? { queue.firstIndex(of: link).map(Int64.init) }

    mutating func ask(_ link: SeminarToken, at now: Int64) {
        settle(at: now)
        let held = states.values.count { $0 == .held }
        states[link] = taken < places && queue.isEmpty && held < max(1, places / 4) ? .held : .asked
        until[link] = now + hold
    }

    mutating func confirm(_ link: SeminarToken, at now: Int64) {
        settle(at: now)
        if states[link] == .held {
            states[link] = .placed
        } else if states[link] == .asked {
            states[link] = .waiting
            queue.append(link)
            settle(at: now)
        }
    }

    mutating func leave(_ link: SeminarToken, at now: Int64) {
        settle(at: now)
        guard states[link]?.isOpen == true else { return }
        states[link] = .left
        queue.removeAll { $0 == link }
        settle(at: now)
    }

    mutating func settle(at now: Int64) {
        for (link, state) in states where (state == .held || state == .asked) && until[link, default: 0] <= now {
            states[link] = .lapsed
        }
        while taken < places, !queue.isEmpty { states[queue.removeFirst()] = .placed }
    }
}
