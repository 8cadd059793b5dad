import Foundation
import PassFormat
import PassVerify
import Register
import SQLStore
import Testing
import TrustPublishing

@Suite("A power cut at any step")
struct CrashTests {
    static let now = ScratchRegister.now

    /// Opens the register over a database that breaks, does something, and closes it.
    /// - Returns: whether the power was cut.
    private func interrupted(
        _ scratch: ScratchRegister, at step: Int, _ moment: FaultyEngine.Moment,
        _ work: (Register) async throws -> Void
    ) async throws -> Bool {
        var engine: FaultyEngine?
        let register = try await scratch.open(wrapping: { base in
            let faulty = FaultyEngine(base, moment)
            engine = faulty
            return faulty
        })
        defer { register.close() }
        engine?.cutPower(at: step)
        do {
            try await work(register)
            return false
        } catch is FaultyEngine.PowerCut {
            return true
        }
    }

    @Test(
        "of issuing leaves each pass whole or void, its index used once, and the log true",
        arguments: FaultyEngine.Moment.allCases)
    func issuing(moment: FaultyEngine.Moment) async throws {
        let scratch = try ScratchRegister()
        try await scratch.create().close()
        var person = 0
        var step = 0
        var handedOut: [IssuedPass] = []
        while true {
            person += 10
            let records = (person..<person + 3).map { Records.person($0) }
            nonisolated(unsafe) var rest = records[...]
            var emitted: [IssuedPass] = []
            let wasCut = try await interrupted(scratch, at: step, moment) { register in
                _ = try await register.issueLines(
                    next: { rest.popFirst() }, now: { Self.now }, by: scratch.by,
                    emit: { if let pass = $0.outcome.pass { emitted.append(pass) } })
            }
            handedOut += emitted
            let register = try await scratch.open()
            // What was cut is finished now; nothing is left half-done.
            let known = register.opening.finished + emitted
            #expect(register.opening.voided.isEmpty)
            #expect(wasCut || emitted.count == 3)
            for pass in known {
                let summary = try #require(try await register.pass(pass.id))
                #expect(summary.state == .active)
                #expect(summary.text == pass.text)
            }
            let report = try await register.verifyAudit()
            #expect(report.problems == [])
            #expect(try await register.integrityProblems() == [])
            // Whoever was cut off can ask again: issued, or told that it was.
            for record in records {
                let outcome = try await register.issue(record, by: scratch.by, now: Self.now)
                let isStored = step > 0 || moment == .after
                #expect((outcome.refusal?.problems.first?.rule == "one-periodic-pass") == isStored)
                if let pass = outcome.pass { handedOut.append(pass) }
            }
            handedOut += register.opening.finished
            register.close()
            if !wasCut { break }
            step += 1
        }
        #expect(step >= 2)
        #expect(Set(handedOut.map { "\($0.list)/\($0.index)" }).count == handedOut.count)
        #expect(Set(handedOut.map(\.number)).count == handedOut.count)
        #expect(Set(handedOut.map(\.id)).count == handedOut.count)
    }

    @Test(
        "of finishing what an earlier one cut short changes nothing about that", arguments: FaultyEngine.Moment.allCases
    )
    func recovering(moment: FaultyEngine.Moment) async throws {
        let scratch = try ScratchRegister()
        try await scratch.create().close()
        let wasCut = try await interrupted(scratch, at: 1, .before) { register in
            _ = try await register.issue(Records.wang, by: scratch.by, now: Self.now)
        }
        #expect(wasCut)
        // Opening writes twice: seeds are looked at, then the intent is finished.
        for step in 0..<2 {
            await #expect(throws: FaultyEngine.PowerCut.self) {
                _ = try await scratch.open(wrapping: { base in
                    let faulty = FaultyEngine(base, moment)
                    faulty.cutPower(at: step)
                    return faulty
                })
            }
        }
        let register = try await scratch.open()
        #expect(register.opening.finished.count == (moment == .after ? 0 : 1))
        let passes = try await register.passes(number: "KEL-P-26-000001")
        #expect(passes.map(\.state) == [.active])
        #expect(try await register.verifyAudit().problems == [])
        register.close()
    }

    @Test("an intent whose key signs no more, or whose time is over, is void, and its place marked revoked")
    func givingUp() async throws {
        let scratch = try ScratchRegister()
        try await scratch.create().close()
        _ = try await interrupted(scratch, at: 1, .before) { register in
            let record = Records.with(["term": "single-visit", "notAfter": "P3D"])
            _ = try await register.issue(record, by: scratch.by, now: Self.now)
        }
        let later = Self.now + 4 * 86_400
        let register = try await scratch.open(now: later)
        let id = try #require(register.opening.voided.first)
        let pass = try #require(try await register.pass(id))
        #expect(pass.state == .void && pass.text == nil)
        _ = try await register.publish(by: scratch.by, now: later)
        #expect(try scratch.gateTrust().statusLists[UInt32(pass.list)]?[pass.index] == .revoked)
        #expect(try await register.verifyAudit().problems == [])
        register.close()
    }

    @Test(
        "of suspending, reinstating and revoking changes all of it or nothing", arguments: FaultyEngine.Moment.allCases)
    func changing(moment: FaultyEngine.Moment) async throws {
        let scratch = try ScratchRegister()
        let first = try await scratch.create()
        let pass = try #require(try await first.issue(Records.wang, by: scratch.by, now: Self.now).pass)
        first.close()
        for (act, reason, old, new) in [
            (PassAct.suspend, "lost", PassState.active, PassState.suspended),
            (.reinstate, "found", .suspended, .active),
            (.revoke, "stolen", .active, .revoked),
        ] {
            let wasCut = try await interrupted(scratch, at: 0, moment) { register in
                _ = try await register.change(act, pass.id, reason: reason, by: scratch.by, now: Self.now)
            }
            #expect(wasCut)
            let register = try await scratch.open()
            let isDone = moment == .after
            #expect(try await register.pass(pass.id)?.state == (isDone ? new : old))
            #expect(try await register.verifyAudit().isIntact)
            let outcome = try await register.change(act, pass.id, reason: reason, by: scratch.by, now: Self.now)
            if case .already = outcome { #expect(isDone) } else { #expect(!isDone) }
            register.close()
        }
    }

    @Test("of reissuing leaves exactly one of the two valid", arguments: FaultyEngine.Moment.allCases)
    func reissuing(moment: FaultyEngine.Moment) async throws {
        let scratch = try ScratchRegister()
        let first = try await scratch.create()
        var current = try #require(try await first.issue(Records.wang, by: scratch.by, now: Self.now).pass)
        first.close()
        for step in 0..<3 {
            _ = try await interrupted(scratch, at: step, moment) { register in
                _ = try await register.reissue(
                    current.id, .record(Records.with(["organisation": "新公司\(step)"])), activation: .now,
                    reason: "data-changed", by: scratch.by, now: Self.now)
            }
            let register = try await scratch.open()
            let passes = try await register.passes(number: current.number)
            #expect(passes.filter { $0.state == .active }.count == 1)
            #expect(passes.allSatisfy { $0.state == .active || $0.state == .superseded })
            #expect(try await register.verifyAudit().problems == [])
            current = try #require(
                try await register.reissue(
                    register.passID(of: current.number), .record(Records.wang), activation: .now,
                    reason: "data-changed",
                    by: scratch.by, now: Self.now
                ).pass)
            register.close()
        }
    }

    @Test(
        "of publishing lets the next one publish the same or newer, and every revocation arrives",
        arguments: FaultyEngine.Moment.allCases)
    func publishing(moment: FaultyEngine.Moment) async throws {
        let scratch = try ScratchRegister()
        let first = try await scratch.create()
        _ = try await first.publish(by: scratch.by, now: Self.now)
        var passes: [IssuedPass] = []
        for person in 1...12 {
            passes.append(
                try #require(try await first.issue(Records.person(person), by: scratch.by, now: Self.now).pass))
        }
        first.close()
        var versions = try #require(try scratch.repository().inspect()).versions
        for step in 0..<10 {
            let now = Self.now + Int64(step + 1) * 10
            let victim = passes[step]
            let register = try await scratch.open()
            _ = try await register.change(.revoke, victim.id, reason: "stolen", by: scratch.by, now: now)
            register.close()
            let wasCut = try await interrupted(scratch, at: step, moment) { register in
                _ = try await register.publish(by: scratch.by, now: now)
            }
            let again = try await scratch.open()
            let published = try await again.publish(by: scratch.by, now: now + 1)
            #expect(published.versions.timestamp > versions.timestamp)
            #expect(published.versions.snapshot >= versions.snapshot)
            versions = published.versions
            #expect(try scratch.decide(victim.text, now: now + 1).has(.revoked))
            #expect(try scratch.decide(passes[11].text, now: now + 1).verdict == .admit)
            again.close()
            if !wasCut { break }
        }
    }

    @Test("transaction bodies can be run again: a database that repeats each gives the same register")
    func repeatable() async throws {
        let scratch = try ScratchRegister()
        try await scratch.create().close()
        let register = try await scratch.open(wrapping: { RepeatingEngine($0) })
        var next = 0
        var passes: [IssuedPass] = []
        let summary = try await register.issueLines(
            next: {
                next += 1
                return next <= 1200 ? Records.person(next % 1100) : nil
            }, now: { Self.now }, by: scratch.by, emit: { if let pass = $0.outcome.pass { passes.append(pass) } })
        #expect(summary.issued == 1100)
        #expect(passes.map(\.number).sorted() == (1...1100).map { "KEL-P-26-" + String(format: "%06d", $0) })
        _ = try await register.change(.suspend, passes[0].id, reason: "lost", by: scratch.by, now: Self.now)
        let reissued = try await register.reissue(
            passes[0].id, .holderKey(nil), activation: .now, reason: "lost", by: scratch.by, now: Self.now)
        #expect(reissued.pass?.number == passes[0].number)
        _ = try await register.publish(by: scratch.by, now: Self.now)
        #expect(try await register.verifyAudit().problems == [])
        register.close()
    }

    @Test("of making a register leaves none, and it can be made again")
    func founding() async throws {
        let scratch = try ScratchRegister()
        try Data("half".utf8).write(to: URL(filePath: scratch.folder + "/register.sqlite.new"))
        let register = try await scratch.create()
        register.close()
        #expect(try !FileManager.default.contentsOfDirectory(atPath: scratch.folder).contains { $0.contains(".new") })
        await #expect(throws: RegisterError.self) { try await scratch.create() }
    }
}
