import Foundation
import Register
import SQLStore
import Testing

@Suite("Messages on their way out")
struct NoticeTests {
    static let now = ScratchRegister.now
    let scratch: ScratchRegister
    private let wang: Contact
    private let chen: Contact

    init() throws {
        scratch = try ScratchRegister()
        wang = try #require(Contact(typed: "wang@example.com"))
        chen = try #require(Contact(typed: "chen@example.com"))
    }

    private func submitted(_ number: Int, _ contact: Contact? = nil) throws -> Notice {
        try Notice(.submitted, to: contact ?? wang, language: .zhHant, facts: ["number": "A26-\(number)"])
    }

    private func number(_ claimed: ClaimedNotice?) -> String? { claimed?.notice?.facts["number"] }

    @Test("To one person they go in the order in which they were written, also when one has to be tried again")
    func order() async throws {
        let register = try await scratch.create()
        for number in 1...3 { try await register.enqueue(submitted(number), now: Self.now) }
        try await register.enqueue(submitted(9, chen), now: Self.now)
        let first = try #require(try await register.claimNotice(.email, now: Self.now))
        #expect(number(first) == "A26-1" && first.attempts == 1)
        #expect(number(try await register.claimNotice(.email, now: Self.now)) == "A26-9", "others need not wait")
        #expect(try await register.claimNotice(.email, now: Self.now) == nil)
        try await register.settle(first, .again(at: Self.now + 60, error: "smtp-450"), now: Self.now)
        #expect(try await register.claimNotice(.email, now: Self.now + 59) == nil)
        let again = try #require(try await register.claimNotice(.email, now: Self.now + 60))
        #expect(number(again) == "A26-1" && again.attempts == 2 && again.id == first.id)
        try await register.settle(again, .failed(error: "smtp-550"), now: Self.now + 60)
        #expect(number(try await register.claimNotice(.email, now: Self.now + 60)) == "A26-2")
        register.close()
    }

    @Test("A code does not wait for anything")
    func urgent() async throws {
        let register = try await scratch.create()
        try await register.enqueue(submitted(1), now: Self.now)
        _ = try await register.claimNotice(.email, now: Self.now)
        try await register.enqueue(submitted(2, chen), now: Self.now)
        _ = try await register.sendCode(to: .contact(wang), language: .en, client: nil, now: Self.now + 1)
        #expect(try await register.claimNotice(.email, now: Self.now + 1)?.notice?.kind == .code)
        register.close()
    }

    @Test("At night what can wait does, and holds up nothing that cannot")
    func night() async throws {
        let register = try await scratch.create()
        // It is noon: nine in the evening, and eight in the morning.
        let (evening, morning) = (Self.now + 9 * 3_600, Self.now + 20 * 3_600)
        let reminder = try Notice(
            .expiring, to: wang, language: .zhHant, facts: ["pass": "KEL-P-26-000001", "until": "2026-12-31"])
        try await register.enqueue(reminder, now: evening)
        try await register.enqueue(submitted(2), now: evening)
        let first = try #require(try await register.claimNotice(.email, now: evening))
        #expect(number(first) == "A26-2")
        try await register.settle(first, .sent, now: evening)
        #expect(try await register.claimNotice(.email, now: morning - 1) == nil)
        #expect(try await register.claimNotice(.email, now: morning)?.notice?.kind == .expiring)
        register.close()
    }

    @Test("Each channel has its own")
    func channels() async throws {
        let register = try await scratch.create()
        try await register.enqueue(submitted(1), now: Self.now)
        let mobile = try #require(Contact(typed: "0912345678"))
        try await register.enqueue(submitted(2, mobile), now: Self.now)
        #expect(number(try await register.claimNotice(.mobile, now: Self.now)) == "A26-2")
        #expect(number(try await register.claimNotice(.email, now: Self.now)) == "A26-1")
        register.close()
    }

    @Test("What was being sent when the service ended goes once more, under the same name, for each time it ended")
    func recovered() async throws {
        let register = try await scratch.create()
        try await register.enqueue(submitted(1), now: Self.now)
        try await register.enqueue(submitted(2), now: Self.now)
        let first = try #require(try await register.claimNotice(.email, now: Self.now))
        register.close()
        let again = try await scratch.open()
        #expect(try await again.claimNotice(.email, now: Self.now) == nil, "its place is kept until it is known of")
        #expect(try await again.recoverNotices(now: Self.now + 5) == 1)
        #expect(try await again.recoverNotices(now: Self.now + 5) == 0)
        let second = try #require(try await again.claimNotice(.email, now: Self.now + 5))
        #expect(number(second) == "A26-1" && second.id == first.id && second.attempts == 2)
        try await again.settle(second, .sent, now: Self.now + 5)
        // What the first life has to say comes too late to change anything.
        try await again.settle(first, .failed(error: "late"), now: Self.now + 6)
        let counts = try await again.noticeCounts(now: Self.now + 6)
        #expect(counts.sent == 1 && counts.failed == 0)
        #expect(number(try await again.claimNotice(.email, now: Self.now + 6)) == "A26-2")
        again.close()
    }

    @Test("A power cut loses no message that was stored, and none is marked as sent that was not")
    func powerCuts() async throws {
        for step in 0..<5 {
            for moment in FaultyEngine.Moment.allCases {
                let scratch = try ScratchRegister()
                try await scratch.create().close()
                nonisolated(unsafe) var engine: FaultyEngine?
                let register = try await scratch.open { base in
                    let faulty = FaultyEngine(base, moment)
                    engine = faulty
                    return faulty
                }
                engine?.cutPower(at: step)
                var (stored, sent) = (0, [String]())
                do {
                    try await register.enqueue(submitted(1), now: Self.now)
                    stored = 1
                    try await register.recoverNotices(now: Self.now)
                    if let claimed = try await register.claimNotice(.email, now: Self.now) {
                        sent.append(number(claimed) ?? "")
                        try await register.settle(claimed, .sent, now: Self.now)
                    }
                    try await register.recoverNotices(now: Self.now)
                } catch is FaultyEngine.PowerCut {}
                register.close()
                let again = try await scratch.open()
                try await again.recoverNotices(now: Self.now + 1)
                while let claimed = try await again.claimNotice(.email, now: Self.now + 1) {
                    sent.append(number(claimed) ?? "")
                    try await again.settle(claimed, .sent, now: Self.now + 1)
                }
                #expect(sent.count >= stored && sent.count <= 2, "step \(step) \(moment): \(sent)")
                again.close()
            }
        }
    }

    @Test("What is of no use any more is given up; what was sent is blanked, then forgotten")
    func retention() async throws {
        let register = try await scratch.create()
        _ = try await register.sendCode(to: .contact(chen), language: .en, client: nil, now: Self.now)
        #expect(try await register.claimNotice(.email, now: Self.now + 600) == nil, "a code that is over is not sent")
        var retention = NoticeRetention()
        retention.blankedAfter = 100
        retention.removedAfter = 1_000
        try await register.purgeNotices(retention, now: Self.now + 600)
        var counts = try await register.noticeCounts(now: Self.now + 600)
        #expect(counts.failed == 1 && counts.errors == ["too-late"] && counts.waiting[.email] == 0)
        try await register.enqueue(submitted(1), now: Self.now)
        let claimed = try #require(try await register.claimNotice(.email, now: Self.now))
        try await register.settle(claimed, .sent, now: Self.now + 600)
        func kept() async throws -> [Int64?] {
            nonisolated(unsafe) var kept: [Int64?] = []
            register.close()
            try await scratch.tamper { database in
                kept = [
                    try database.integer("SELECT COUNT(*) FROM notice"),
                    try database.integer("SELECT COUNT(*) FROM notice WHERE sealed IS NOT NULL"),
                ]
            }
            return kept
        }
        try await register.purgeNotices(retention, now: Self.now + 699)
        #expect(try await kept() == [2, 1])
        let again = try await scratch.open()
        try await again.purgeNotices(retention, now: Self.now + 700)
        counts = try await again.noticeCounts(now: Self.now + 700)
        #expect(counts.sent == 1)
        try await again.purgeNotices(retention, now: Self.now + 1_600)
        again.close()
        nonisolated(unsafe) var rows: [Int64?] = []
        try await scratch.tamper { database in
            rows = [
                try database.integer("SELECT COUNT(*) FROM notice"),
                try database.integer("SELECT COUNT(*) FROM notice WHERE sealed IS NOT NULL"),
            ]
        }
        #expect(rows == [1, 0], "only the newest number stays, and nothing of what it said")
    }

    @Test("Counts say how many wait, since when, and why some were given up")
    func counts() async throws {
        let register = try await scratch.create()
        #expect(try await register.noticeCounts(now: Self.now).oldest == nil)
        try await register.enqueue(submitted(1), now: Self.now)
        try await register.enqueue(submitted(2, chen), now: Self.now + 10)
        let first = try #require(try await register.claimNotice(.email, now: Self.now + 20))
        var counts = try await register.noticeCounts(now: Self.now + 20)
        #expect(counts.waiting == [.email: 1, .mobile: 0] && counts.sending == 1 && counts.oldest == Self.now + 10)
        try await register.settle(first, .again(at: Self.now + 100, error: "smtp-450"), now: Self.now + 20)
        counts = try await register.noticeCounts(now: Self.now + 20)
        #expect(counts.waiting[.email] == 2 && counts.retried == 1 && counts.oldest == Self.now)
        let second = try #require(try await register.claimNotice(.email, now: Self.now + 20))
        try await register.settle(second, .failed(error: "smtp-550"), now: Self.now + 20)
        counts = try await register.noticeCounts(now: Self.now + 86_419)
        #expect(counts.failed == 1 && counts.errors == ["smtp-550"])
        #expect(try await register.noticeCounts(now: Self.now + 86_420).failed == 0)
        register.close()
    }

    @Test("A message that was sealed by another register's key is not sent, and does not stop the others")
    func foreign() async throws {
        let register = try await scratch.create()
        try await register.enqueue(submitted(1), now: Self.now)
        try await register.enqueue(submitted(2, chen), now: Self.now)
        register.close()
        try await scratch.tamper { database in
            try database.execute("UPDATE notice SET sealed = zeroblob(300) WHERE seq = 1")
        }
        let again = try await scratch.open()
        let broken = try #require(try await again.claimNotice(.email, now: Self.now))
        #expect(broken.notice == nil)
        try await again.settle(broken, .failed(error: "damaged"), now: Self.now)
        #expect(number(try await again.claimNotice(.email, now: Self.now)) == "A26-2")
        again.close()
    }

    @Test("A notice has the facts of its kind, and no identity number, whatever is asked for")
    func facts() throws {
        for kind in NoticeKind.allCases {
            let facts = Dictionary(uniqueKeysWithValues: kind.facts.map { ($0, "7") })
            #expect(throws: Never.self) { try Notice(kind, to: wang, language: .en, facts: facts) }
            #expect(throws: RegisterError.self) {
                try Notice(kind, to: wang, language: .en, facts: facts.merging(["more": "7"]) { one, _ in one })
            }
            #expect(throws: RegisterError.self) { try Notice(kind, to: wang, language: .en, facts: [:]) }
            for name in kind.facts {
                for bad in [
                    "A123456789", "pass of a123456789.", "AC01234567", "A800000014", "", "x\ny", "x\u{202E}y",
                    String(repeating: "x", count: 300),
                ] {
                    #expect(throws: RegisterError.self, "\(kind) \(name) \(bad)") {
                        try Notice(kind, to: wang, language: .en, facts: facts.merging([name: bad]) { _, new in new })
                    }
                }
                for good in ["KEL-P-26-000123", "A26-4F7K2M", "12345678", "0912345678", "基隆港埠", "1234567890123"] {
                    #expect(throws: Never.self, "\(good)") {
                        try Notice(kind, to: wang, language: .en, facts: facts.merging([name: good]) { _, new in new })
                    }
                }
            }
        }
    }

    @Test("Addresses and what is said to them stand nowhere in the clear")
    func privacy() async throws {
        let register = try await scratch.create()
        let notice = try Notice(
            .companyInvite, to: chen, language: .th,
            facts: ["company": "SECRET-COMPANY-NAME", "code": "1234-5678-9ABC", "until": "2026-12-08"])
        try await register.enqueue(notice, now: Self.now)
        let claimed = try #require(try await register.claimNotice(.email, now: Self.now))
        #expect(claimed.notice == notice)
        try await register.settle(claimed, .again(at: Self.now + 9, error: "smtp-450"), now: Self.now)
        for name in ["register.sqlite", "register.sqlite-wal"] {
            let data = try #require(FileManager.default.contents(atPath: "\(scratch.folder)/\(name)"))
            for text in ["chen@example", "SECRET-COMPANY"] {
                #expect(data.range(of: Data(text.utf8)) == nil, "\(name)")
            }
        }
        register.close()
    }
}
