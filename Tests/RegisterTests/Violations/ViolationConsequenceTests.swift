import PassCrypto
import PassFormat
import Register
import ServiceScenes
import Testing

@Suite("What a violation means for who issues, and for companies")
struct ViolationConsequenceTests {
    private static let now = ViolationScene.now

    private func draft(_ register: Register, _ whom: ViolationDraft.Whom, _ rule: String) throws -> ViolationDraft {
        ViolationDraft(
            number: try register.violationNumber(now: Self.now), whom: whom, rule: rule, occurredAt: Self.now - 3_600,
            evidence: "當場查獲")
    }

    private func recorded(
        _ register: Register, _ whom: ViolationDraft.Whom, _ rule: String, by: Principal
    ) async throws -> ViolationNumber {
        let answer = try await register.record(draft(register, whom, rule), by: by, now: Self.now)
        guard case .recorded(let number) = answer else { throw ViolationScene.Unexpected() }
        return number
    }

    @Test(
        "Who is barred gets no pass from a record either, one by one or in bulk; others do, and so do they afterwards")
    func issuing() async throws {
        let scratch = try ScratchRegister()
        let register = try await scratch.create()
        let (anna, bo) = (try Principal("staff:anna"), try Principal("staff:bo"))
        let one = try #require(try await register.issue(Records.person(1), by: scratch.by, now: Self.now).pass)
        let number = try await recorded(register, .pass(one.id), "forgery", by: anna)
        func rules(_ record: [UInt8]) async throws -> [String] {
            let outcome = try await register.issue(record, by: scratch.by, now: Self.now)
            return outcome.refusal?.problems.map(\.rule) ?? []
        }
        let another = Records.person(
            1, ["term": "temporary", "notBefore": "2026-12-02T00:00:00+08:00", "notAfter": "2026-12-20T00:00:00+08:00"])
        #expect(try await rules(another) == ["banned"])
        var lines: [[UInt8]] = [another, Records.person(2)]
        var outcomes: [Bool] = []
        _ = try await register.issueLines(
            next: { lines.isEmpty ? nil : lines.removeFirst() }, now: { Self.now }, by: scratch.by,
            emit: { outcomes.append($0.outcome.pass != nil) })
        #expect(outcomes == [false, true])
        let reversed = try await register.reverse(number, reason: "error", "記錯人", by: bo, now: Self.now + 1)
        #expect(reversed == .reversed)
        #expect(try await rules(another) == [])
        register.close()
    }

    @Test("A pass of who is barred goes on to another phone, and is not extended")
    func reissuing() async throws {
        let scratch = try ScratchRegister()
        let register = try await scratch.create()
        let anna = try Principal("staff:anna")
        let one = try #require(try await register.issue(Records.person(1), by: scratch.by, now: Self.now).pass)
        // A month's ban, and the pass itself is left alone.
        _ = try await recorded(register, .pass(one.id), "wrong-zone", by: anna)
        #expect(try await register.pass(one.id)?.state == .active)
        let again = try await register.reissue(
            one.id, .holderKey(nil), activation: .now, reason: "damaged", by: scratch.by, now: Self.now)
        let same = try #require(again.pass)
        let longer = try await register.reissue(
            same.id, .record(Records.person(1, ["notAfter": "2028-06-01T00:00:00+08:00"])), activation: .now,
            reason: "renewal", by: scratch.by, now: Self.now)
        #expect(longer.refusal?.problems.map(\.rule) == ["banned"])
        register.close()
    }

    @Test("A company is told of a violation that counts for it, of its own, and of a reversal; another company is not")
    func companies() async throws {
        let companies = try await CompanyScene()
        let register = companies.register
        _ = try await companies.found()
        _ = try await companies.found("other", number: "22099131")
        let by = companies.scratch.by
        let pass = try #require(try await register.issue(Records.person(1), by: by, now: Self.now).pass)
        func told() async throws -> [String] {
            var told: [String] = []
            while let claimed = try await register.claimNotice(.email, now: Self.now + 60) {
                if let notice = claimed.notice {
                    told.append("\(notice.to.address) \(notice.kind.rawValue) \(notice.facts["pass"] ?? "-")")
                }
                try await register.settle(claimed, .sent, now: Self.now + 60)
            }
            return told
        }
        _ = try await told()
        let number = "04595257"
        var draft = try draft(register, .pass(pass.id), "lending")
        draft.company = number
        guard case .recorded(let violation) = try await register.record(draft, by: by, now: Self.now) else {
            throw ViolationScene.Unexpected()
        }
        #expect(try await told() == ["owner@example.com company-violation \(pass.number)"])
        _ = try await recorded(register, .company(number), "not-supervised", by: by)
        #expect(try await told() == ["owner@example.com company-own-violation -"])
        let bo = try Principal("staff:bo")
        _ = try await register.reverse(violation, reason: "error", "記錯人", by: bo, now: Self.now + 1)
        #expect(try await told() == ["owner@example.com company-violation-reversed -"])
    }

    @Test("After a compromise holders are told once, in their language, when the new pass counts", arguments: [0, 14])
    func compromise(days: Int64) async throws {
        let scene = try await HeldPassScene()
        let register = scene.register
        let pass = try await scene.driver()
        _ = try await scene.messages()
        let stolen = KeyID(rawValue: scene.scratch.keys.pass.publicKey.keyID)
        try await register.markCompromised(stolen, by: scene.clerk, now: Self.now)
        try await scene.scratch.replace(.pass, with: try ScratchRegister.key(), in: register, at: Self.now)
        for _ in 0..<2 {
            _ = try await register.reissue(
                signedBy: stolen, activation: days == 0 ? .now : .at(Self.now + days * 86_400), by: scene.clerk,
                now: { Self.now })
        }
        let messages = try await scene.messages()
        #expect(messages.map(\.kind) == [days == 0 ? .passReissued : .passReplaced])
        #expect(messages.first?.to == scene.wang && messages.first?.language == .zhHant)
        // What they have is good for the whole of its last day.
        #expect(
            messages.first?.facts == (days == 0 ? ["pass": pass.number] : ["pass": pass.number, "until": "2026-12-15"]))
        try await scene.close()
    }
}
