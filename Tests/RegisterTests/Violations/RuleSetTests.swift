import Identifiers
import PassCrypto
import PassFormat
import Register
import SQLStore
import ServiceScenes
import Testing

@Suite("Rule sets and fee tables that two people put in force")
struct RuleSetTests {
    static let now = ScratchRegister.now
    static let day: Int64 = 86_400
    private static let tomorrow = [("\"from\": \"2026-03-01\"", "\"from\": \"2026-12-02\"")]

    @Test(
        "A file is read to its end: what is wrong is named with its place",
        arguments: [
            ("\"version\": 1,", "\"version\": 1, \"extra\": 2,", "extra"),
            ("\"from\": \"2026-03-01\"", "\"from\": \"2026-02-30\"", "from"),
            ("\"from\": \"2026-03-01\",", "", "from"),
            ("[\"periodic\", \"temporary\"]", "[\"forever\"]", "terms"),
            ("\"id\": \"serious\", \"points\": 3", "\"id\": \"serious\", \"points\": 2", "grades"),
            ("\"id\": \"extreme\", \"points\": 3, \"counts\": true", "\"id\": \"extreme\", \"points\": 3", "grades"),
            ("\"least\": 1, \"most\": 3", "\"least\": 3, \"most\": 1", "grades[2].suspend.most"),
            ("\"window\": \"P1Y\", \"pointsOfBreach\"", "\"window\": \"1Y\", \"pointsOfBreach\"", "repetition.window"),
            ("\"cancelAt\": 3", "\"cancelAt\": 0", "repetition.cancelAt"),
            ("\"moreMonths\": 1", "\"moreMonths\": -1", "repetition.moreMonths"),
            ("\"mostDays\": 14", "\"mostDays\": 6", "company.mostDays"),
            ("\"id\": \"wrong-zone\"", "\"id\": \"not-shown\"", "rules[1].id"),
            ("\"id\": \"wrong-zone\"", "\"id\": \"WRONG\"", "rules[1].id"),
            ("\"grade\": \"minor\", \"who\"", "\"grade\": \"tiny\", \"who\"", "rules[0].grade"),
            ("\"who\": [\"company\"]", "\"who\": []", "rules[13].who"),
            ("\"en\": \"Minor\", ", "", "grades[0].label.en"),
        ])
    func hostile(_ old: String, _ new: String, _ place: String) throws {
        let bytes = try ViolationScene.bytes([(old, new)])
        do {
            _ = try RuleSetFile(.violations, bytes, utcOffset: ViolationScene.offset)
            Issue.record("read: \(new)")
        } catch {
            #expect(error.code == .invalidSeeds && error.description.contains(place), "\(error)")
        }
    }

    @Test("What is no JSON, too large, nested too deep or cut short anywhere is refused")
    func damaged() throws {
        let whole = try ViolationScene.bytes()
        for bytes in [
            [], Array("null".utf8), Array("[]".utf8), whole + [0x20, 0x7D], [0xFF] + whole,
            Array(String(repeating: "[", count: 5_000).utf8),
            [UInt8](repeating: 0x20, count: RuleSetFile.limit) + whole,
        ] + stride(from: 0, to: whole.count - 3, by: 97).map({ Array(whole.prefix($0)) }) {
            #expect(throws: RegisterError.self) {
                try RuleSetFile(.violations, bytes, utcOffset: ViolationScene.offset)
            }
        }
        _ = try RuleSetFile(.violations, whole, utcOffset: ViolationScene.offset)
    }

    @Test("A dry run tells which cases would differ, and for how many it would be harder and milder; it stores nothing")
    func dryRun() async throws {
        let scene = try await HeldPassScene()
        let register = scene.register
        let pass = try await scene.driver()
        for (rule, days) in [("wrong-zone", 3), ("lending", 2), ("not-shown", 1)] as [(String, Int64)] {
            _ = try await register.record(
                ViolationDraft(
                    number: try register.violationNumber(now: Self.now), whom: .pass(pass.id), rule: rule,
                    occurredAt: Self.now - days * Self.day, evidence: "x"), by: scene.clerk, now: Self.now)
        }
        let size = try await register.verifyAudit().size
        let same = try await register.dryRun(.violations, ViolationScene.bytes(Self.tomorrow), now: Self.now)
        #expect(same.count == 3 && same.cases.isEmpty && same.unchanged == 3 && same.harder == 0 && same.milder == 0)
        // The second breach cancels.
        let harder = try await register.dryRun(
            .violations, ViolationScene.bytes(Self.tomorrow + [("\"cancelAt\": 3", "\"cancelAt\": 2")]), now: Self.now)
        #expect(harder.cases.map(\.rule) == ["lending"] && harder.cases.first?.isHarder == true)
        #expect(harder.harder == 1 && harder.milder == 0 && harder.unchanged == 2)
        let milder = try await register.dryRun(
            .violations,
            ViolationScene.bytes(
                Self.tomorrow + [
                    ("\"id\": \"lending\", \"grade\": \"serious\"", "\"id\": \"lending\", \"grade\": \"ordinary\"")
                ]),
            now: Self.now)
        #expect(milder.cases.map(\.rule) == ["lending"] && milder.cases.first?.isMilder == true && milder.milder == 1)
        let lacking = try await register.dryRun(
            .violations, ViolationScene.bytes(Self.tomorrow + [("\"id\": \"wrong-zone\"", "\"id\": \"wrong-area\"")]),
            now: Self.now)
        #expect(lacking.lacking == ["wrong-zone": 1])
        #expect(try await register.verifyAudit().size == size)
        #expect(try await register.ruleSets(.violations).count == 1)
        try await scene.close()
    }

    @Test("Of fees it tells the sum before and after, and what could not be issued any more")
    func fees() async throws {
        let scene = try await HeldPassScene()
        let register = scene.register
        _ = try await scene.driver()
        let changes = [
            ("\"version\": 1,", "\"version\": 2, \"from\": \"2026-12-02\","),
            ("\"term\": \"periodic\", \"amount\": 200", "\"term\": \"periodic\", \"amount\": 250"),
        ]
        let run = try await register.dryRun(.fees, ViolationScene.bytes(changes, of: "fees.json"), now: Self.now)
        #expect(run.count == 1 && run.sumBefore == 200 && run.sumAfter == 250)
        let dear = try await register.dryRun(
            .fees,
            ViolationScene.bytes(
                changes + [
                    (
                        "{\"from\": \"2026-01-01\", \"kind\": \"person\", \"term\": \"periodic\"",
                        "{\"from\": \"2026-12-05\", \"kind\": \"person\", \"term\": \"periodic\""
                    )
                ],
                of: "fees.json"), now: Self.now)
        #expect(dear.fees.map(\.missing) == [1])
        try await scene.close()
    }

    @Test(
        "Two people put exactly these bytes in force from their day; what was recorded before stays under the old ones")
    func inForce() async throws {
        let scene = try await HeldPassScene()
        let register = scene.register
        let pass = try await scene.driver()
        let bytes = try ViolationScene.bytes(Self.tomorrow + [("\"cancelAt\": 3", "\"cancelAt\": 1")])
        let change = try await register.propose(
            .putInForce(.violations, bytes), note: "修正", by: scene.clerk, now: Self.now)
        guard
            case .impossible(.ownProposal) = try await register.decide(
                .agree, change.id, seen: change.digest, by: scene.clerk, now: Self.now)
        else { throw ViolationScene.Unexpected() }
        #expect(try await register.ruleSets(.violations).count == 1)
        guard
            case .becomes(let done) = try await register.decide(
                .agree, change.id, seen: change.digest, by: scene.reviewer, now: Self.now)
        else { throw ViolationScene.Unexpected() }
        #expect(done.state == .done)
        let sets = try await register.ruleSets(.violations)
        #expect(sets.count == 2 && sets.last?.bytes == bytes && sets.last?.digest == Hash.sha256(bytes))
        // Today still the old ones; tomorrow one breach is enough.
        func record(_ now: Int64) async throws -> OpenedViolation? {
            let number = try register.violationNumber(now: now)
            _ = try await register.record(
                ViolationDraft(
                    number: number, whom: .pass(pass.id), rule: "wrong-zone", occurredAt: now, evidence: "x"),
                by: scene.clerk, now: now)
            return try await register.opened(number)
        }
        let before = try await record(Self.now + 60)
        #expect(before?.measures.contains { $0.kind == .repetition } == false)
        let after = try await record(Self.now + Self.day)
        #expect(after?.measures.contains { $0.kind == .repetition } == true)
        #expect(before?.violation.rules != after?.violation.rules)
        // It is followed, and never changed: neither the same day again, nor one before, nor today.
        for day in ["2026-12-02", "2026-12-01", "2026-03-02"] {
            let again = try ViolationScene.bytes([("\"from\": \"2026-03-01\"", "\"from\": \"\(day)\"")])
            await #expect(throws: RegisterError.self) {
                try await register.propose(.putInForce(.violations, again), note: "", by: scene.clerk, now: Self.now)
            }
        }
        #expect(try await register.verifyAudit().problems == [])
        register.close()
        // Opened again, it knows them.
        let opened = try await scene.scratch.open(now: Self.now + Self.day)
        #expect(opened.violationRules(at: Self.now + Self.day)?.digest == Hash.sha256(bytes))
        #expect(opened.violationRules(at: Self.now)?.digest != Hash.sha256(bytes))
        opened.close()
        for statement in [
            "UPDATE rule_set SET from_day = 0", "DELETE FROM rule_set", "UPDATE rule_set SET content = x'00'",
        ] as [StaticString] {
            await #expect(throws: (any Error).self) { try await scene.scratch.tamper { try $0.execute(statement) } }
        }
    }

    @Test("A fee table holds from its day: until then the old fee is asked for")
    func feesInForce() async throws {
        let scene = try await HeldPassScene()
        let register = scene.register
        let bytes = try ViolationScene.bytes(
            [
                ("\"version\": 1,", "\"version\": 2, \"from\": \"2026-12-03\","),
                ("\"term\": \"periodic\", \"amount\": 200", "\"term\": \"periodic\", \"amount\": 250"),
            ], of: "fees.json")
        let change = try await register.propose(.putInForce(.fees, bytes), note: "", by: scene.clerk, now: Self.now)
        _ = try await register.decide(.agree, change.id, seen: change.digest, by: scene.reviewer, now: Self.now)
        func amount(_ time: Int64) -> Int64? {
            register.fees.amount(.person, .periodic, deliveredCard: false, at: time)
        }
        let start = try ViolationScene.time("2026-12-03T00:00:00+08:00")
        #expect(amount(start - 1) == 200 && amount(start) == 250)
        let day = CivilDate(of: start, utcOffset: ViolationScene.offset)
        let shown = register.siteFacts(on: day).fees.filter { $0.kind == .person && $0.term == .periodic }
        #expect(shown.map(\.amount) == [250])
        try await scene.close()
    }
}
