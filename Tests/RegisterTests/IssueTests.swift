import Foundation
import PassFormat
import PassVerify
import Register
import SQLStore
import Testing
import TrustPublishing

@Suite("Issuing passes")
struct IssueTests {
    let scratch: ScratchRegister

    init() throws { scratch = try ScratchRegister() }

    @Test("the example record becomes a pass that the gate admits after the next publication")
    func example() async throws {
        let register = try await scratch.create()
        let pass = try #require(try await register.issue(Records.wang, by: scratch.by, now: ScratchRegister.now).pass)
        #expect(pass.number == "KEL-P-26-000001")
        #expect(pass.warnings.isEmpty)
        _ = try await register.publish(by: scratch.by, now: ScratchRegister.now)
        let decision = try scratch.decide(pass.text)
        #expect(decision.verdict == .admit, "\(decision.reasons)")
        let claims = try #require(decision.pass?.claims)
        #expect(claims.name == "王小明")
        #expect(claims.idHint == "6789")
        #expect(claims.plates == ["ABC1234"])
        #expect(claims.access == [PortAccess(port: "TWKEL", zones: 0b11)])
        #expect(claims.notBefore == Timestamp.parse("2026-12-01T00:00:00+08:00"))
        #expect(claims.expires == Timestamp.parse("2027-12-01T00:00:00+08:00"))
        #expect(claims.issuedAt == ScratchRegister.now)
        #expect(claims.id == pass.id)
        #expect(claims.status == StatusReference(index: pass.index, uri: WireText(pass.uri)))
        #expect(try await register.pass(pass.id)?.text == pass.text)
        #expect(try await register.passID(of: pass.number) == pass.id)
        #expect(try await register.passID(of: pass.id.hex) == pass.id)
        register.close()
    }

    @Test("numbers run by port, kind and year; the first port named gives the start")
    func numbers() async throws {
        let register = try await scratch.create()
        var numbers: [String] = []
        let two = Array(
            #"{"kind":"vehicle","term":"temporary","access":{"TWTPE":["N"],"TWKEL":["A"]},"plates":["KLA-1"],"notBefore":"P0D","notAfter":"P1M"}"#
                .utf8)
        let card = Array(
            #"{"kind":"visitor-card","term":"periodic","access":{"TWKHH":["A"]},"notBefore":"P0D","notAfter":"P1Y"}"#
                .utf8)
        let newYear = try #require(Timestamp.parse("2027-01-01T00:00:00+08:00"))
        for (record, now) in [
            (Records.person(1), ScratchRegister.now), (two, ScratchRegister.now),
            (Records.person(2), ScratchRegister.now),
            (card, ScratchRegister.now), (Records.person(3), newYear - 1), (Records.person(4), newYear),
        ] {
            let pass = try #require(try await register.issue(record, by: scratch.by, now: now).pass)
            numbers.append(pass.number)
        }
        #expect(
            numbers == [
                "KEL-P-26-000001", "TPE-V-26-000001", "KEL-P-26-000002", "KHH-S-26-000001", "KEL-P-26-000003",
                "KEL-P-27-000001",
            ])
        register.close()
    }

    @Test("the demo passes of seeds/ are all issued, and no two places are the same")
    func demo() async throws {
        let register = try await scratch.create()
        let demo = try Data(contentsOf: URL(filePath: try ScratchRegister.seeds + "/demo.jsonl"))
        var lines = demo.split(separator: 0x0A).map { [UInt8]($0) }[...]
        var outcomes: [IssueOutcome] = []
        let summary = try await register.issueLines(
            next: { lines.popFirst() }, now: { ScratchRegister.now }, by: scratch.by,
            emit: { outcomes.append($0.outcome) })
        #expect(summary.refused == 0, "\(outcomes)")
        #expect(summary.issued >= 12)
        _ = try await register.publish(by: scratch.by, now: ScratchRegister.now)
        let passes = outcomes.compactMap(\.pass)
        #expect(Set(passes.map { "\($0.list)/\($0.index)" }).count == passes.count)
        for pass in passes {
            let decision = try scratch.decide(pass.text)
            #expect(decision.pass?.claims.number == WireText(pass.number))
            #expect(!decision.has(.statusUnknown))
        }
        #expect(try scratch.decide(passes[0].text).verdict == .admit)
        register.close()
    }

    @Test("a broken record is refused with line, field and rule; the others of the batch are issued, in order")
    func batch() async throws {
        let register = try await scratch.create()
        var lines: [[UInt8]] = [
            Records.person(1), Array("{".utf8), [], Array("  \r".utf8),
            Records.person(2, ["notAfter": "2031-01-01T00:00:00+08:00"]),
            Records.person(3), Array("[1]".utf8), Records.person(4),
        ]
        var emitted: [IssueLine] = []
        let summary = try await register.issueLines(
            next: { lines.isEmpty ? nil : lines.removeFirst() }, now: { ScratchRegister.now }, by: scratch.by,
            emit: { emitted.append($0) })
        #expect(summary == IssueSummary(issued: 3, already: 0, refused: 3))
        #expect(emitted.map(\.line) == [1, 2, 5, 6, 7, 8])
        #expect(
            emitted.compactMap(\.outcome.pass?.number) == ["KEL-P-26-000001", "KEL-P-26-000002", "KEL-P-26-000003"])
        #expect(emitted.compactMap(\.outcome.refusal?.problems.first?.field) == ["record", "notAfter", "record"])
        #expect(
            String(decoding: emitted[2].outcome.refusal?.json(line: 5) ?? [], as: UTF8.self)
                == #"{"error":"refused","line":5,"problems":[{"field":"notAfter","message":"a periodic pass is valid for at most 3 years","rule":"longest-validity"}]}"#
        )
        register.close()
    }

    @Test("thousands of passes in batches side by side: all unique, in order, and the log adds up")
    func bulk() async throws {
        let register = try await scratch.create()
        var next = 0
        var outcomes: [IssueLine] = []
        let summary = try await register.issueLines(
            next: {
                next += 1
                return next <= 3200 ? Records.person(next) : nil
            }, now: { ScratchRegister.now }, by: scratch.by, emit: { outcomes.append($0) })
        #expect(summary == IssueSummary(issued: 3200, already: 0, refused: 0))
        let passes = outcomes.compactMap(\.outcome.pass)
        #expect(outcomes.map(\.line) == Array(1...3200))
        #expect(Set(passes.map(\.id)).count == 3200)
        #expect(Set(passes.map(\.number)).count == 3200)
        #expect(Set(passes.map { [$0.list, $0.index] }).count == 3200)
        #expect(try await register.verifyAudit().problems == [])
        #expect(try await register.integrityProblems() == [])
        register.close()
    }

    @Test("when emitting fails, what was begun is finished and nothing is half-issued")
    func emittingFails() async throws {
        struct Full: Error {}
        let register = try await scratch.create()
        var next = 0
        await #expect(throws: Full.self) {
            _ = try await register.issueLines(
                next: {
                    next += 1
                    return next <= 5000 ? Records.person(next) : nil
                }, now: { ScratchRegister.now }, by: scratch.by, emit: { if $0.line == 700 { throw Full() } })
        }
        #expect(next < 3000)
        #expect(try await register.verifyAudit().isIntact)
        register.close()
        let again = try await scratch.open()
        #expect(try await again.verifyAudit().isIntact)
        again.close()
    }

    @Test("a reference is issued once: a run that was cut short can be run again")
    func reference() async throws {
        let register = try await scratch.create()
        let record = Records.person(1, ["reference": "case-17"])
        let first = try await register.issue(record, by: scratch.by, now: ScratchRegister.now)
        let second = try await register.issue(record, by: scratch.by, now: ScratchRegister.now + 5)
        guard case .issued(let pass) = first, case .already(let same) = second else {
            Issue.record("\(first) \(second)")
            return
        }
        #expect(same.text == pass.text && same.number == pass.number && same.index == pass.index)
        var twice = [Records.person(2, ["reference": "case-18"]), Records.person(3, ["reference": "case-18"])]
        var fields: [String] = []
        _ = try await register.issueLines(
            next: { twice.isEmpty ? nil : twice.removeFirst() }, now: { ScratchRegister.now }, by: scratch.by,
            emit: { fields += $0.outcome.refusal?.problems.map(\.field) ?? [] })
        #expect(fields == ["reference"])
        register.close()
    }

    @Test("one active periodic pass for an identity or a plate, over batches and within one")
    func onePeriodicPass() async throws {
        let register = try await scratch.create()
        func issue(_ record: [UInt8], now: Int64 = ScratchRegister.now) async throws -> IssueOutcome {
            try await register.issue(record, by: scratch.by, now: now)
        }
        let first = try #require(try await issue(Records.person(1)).pass)
        let again = try await issue(Records.person(1, ["name": "又名"])).refusal
        #expect(again?.problems.map(\.field) == ["idNumber"])
        #expect(again?.problems.map(\.rule) == ["one-periodic-pass"])
        #expect(again?.description.contains(first.number) == true)
        // Spelled otherwise it is the same number.
        #expect(try await issue(Records.person(1, ["idNumber": Records.identity(1).lowercased()])).refusal != nil)
        // Another term, or a time after it, is fine.
        #expect(
            try await issue(Records.person(1, ["term": "temporary", "notAfter": "2026-12-20T00:00:00+08:00"])).pass
                != nil)
        #expect(
            try await issue(
                Records.person(1, ["notBefore": "2027-12-01T00:00:00+08:00", "notAfter": "2028-12-01T00:00:00+08:00"])
            ).pass != nil)
        // Revoking frees it.
        _ = try await register.change(
            .revoke, first.id, reason: "left-employer", by: scratch.by, now: ScratchRegister.now)
        #expect(try await issue(Records.person(1)).pass != nil)

        let truck =
            ["kind": "vehicle", "name": nil, "idNumber": nil, "plates": ["KLA-0123", "HB-77"]]
            as [String: (any Sendable)?]
        #expect(try await issue(Records.with(truck)).pass != nil)
        let other = truck.merging(["plates": ["ＨＢ－７７"]]) { $1 }
        #expect(try await issue(Records.with(other)).refusal?.problems.map(\.field) == ["plates"])

        var lines = [Records.person(50), Records.person(50)]
        var refused = 0
        _ = try await register.issueLines(
            next: { lines.isEmpty ? nil : lines.removeFirst() }, now: { ScratchRegister.now }, by: scratch.by,
            emit: { if $0.outcome.refusal != nil { refused += 1 } })
        #expect(refused == 1)
        register.close()
    }

    @Test("lists are filled to the last place, and the next is ready before it is needed")
    func listsFill() async throws {
        let register = try await scratch.create()
        _ = try await register.publish(by: scratch.by, now: ScratchRegister.now)
        register.close()
        try await scratch.tamper {
            try $0.execute("UPDATE status_list SET next = 131070, last_used = NULL WHERE list = 0")
        }
        let again = try await scratch.open()
        var lists: [Int] = []
        for person in 1...4 {
            let pass = try #require(
                try await again.issue(Records.person(person), by: scratch.by, now: ScratchRegister.now).pass)
            lists.append(pass.list)
        }
        #expect(lists == [0, 0, 1, 1])
        _ = try await again.publish(by: scratch.by, now: ScratchRegister.now)
        let targets = try #require(try scratch.repository().inspect()).targets.keys.filter { $0.hasPrefix("status/") }
        #expect(targets.sorted() == ["status/0", "status/1", "status/2"])
        again.close()
    }
}
