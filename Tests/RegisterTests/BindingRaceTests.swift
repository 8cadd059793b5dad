import PassFormat
import Register
import SQLStore
import Testing

@Suite("A binding and whatever happens meanwhile")
struct BindingRaceTests {
    private static let now = ScratchRegister.now

    /// A change that another task makes.
    enum Rival: CaseIterable, Sendable {
        case suspendForLoss, suspendForViolation, revoke, reissue, bindAnother

        func act(_ register: Register, _ pass: PassID, _ number: String, by: Principal, now: Int64) async throws {
            switch self {
            case .suspendForLoss:
                _ = try await register.change(.suspend, pass, reason: "lost", by: by, now: now)
            case .suspendForViolation:
                _ = try await register.change(.suspend, pass, reason: "violation", by: by, now: now)
            case .revoke: _ = try await register.change(.revoke, pass, reason: "stolen", by: by, now: now)
            case .reissue, .bindAnother:
                // Refused where a binding is under way: no second one may begin.
                _ = try? await register.reissue(
                    pass, self == .reissue ? .record(Records.wang) : .holderKey(Phone().holderKey), activation: .now,
                    reason: "data-changed", by: by, now: now)
            }
        }
    }

    /// One that is valid, or one that was taken away: never two, never none.
    private func expectOneHeir(_ states: [PassState], _ comment: String) {
        let heirs = states.filter { $0 == .active || $0 == .suspended || $0 == .revoked }
        #expect(heirs.count == 1, "\(comment): \(states)")
    }

    @Test(
        "A change between any two of its transactions is not undone, and one pass is left",
        arguments: Rival.allCases, 0..<3)
    func between(rival: Rival, step: Int) async throws {
        let scratch = try ScratchRegister()
        try await scratch.create().close()
        nonisolated(unsafe) var engine: InterleavingEngine?
        let register = try await scratch.open(wrapping: { base in
            let interleaving = InterleavingEngine(base)
            engine = interleaving
            return interleaving
        })
        let pass = try #require(try await register.issue(Records.wang, by: scratch.by, now: Self.now).pass)
        let (by, phone) = (scratch.by, try Phone())
        engine?.interrupt(at: step) {
            try await rival.act(register, pass.id, pass.number, by: by, now: Self.now)
        }
        let outcome = try await register.bind(
            number: pass.number, to: phone.proof(for: pass.number), by: by, now: Self.now)
        let wasInterrupted = engine?.isWaiting == false
        #expect(wasInterrupted == (step < 2))
        let states = try await register.passes(number: pass.number).map(\.state)
        expectOneHeir(states, "\(rival) before write \(step)")
        let held = try #require(try await register.heldPass(number: pass.number))
        switch rival {
        case .suspendForLoss, .suspendForViolation:
            #expect(held.state == (wasInterrupted ? .suspended : .active))
            #expect((outcome.pass == nil) == wasInterrupted)
        case .revoke:
            #expect(held.state == (wasInterrupted ? .revoked : .active))
            #expect((outcome.pass == nil) == wasInterrupted)
        case .reissue, .bindAnother: #expect(held.state == .active)
        }
        #expect(try await register.verifyAudit().problems == [])
        register.close()
    }

    @Test(
        "Many at once, in any order: at every look one pass is left, and the log is true",
        arguments: 1...4 as ClosedRange<UInt64>)
    func many(seed: UInt64) async throws {
        let scratch = try ScratchRegister()
        let register = try await scratch.create()
        let by = scratch.by
        for round in 0..<6 {
            let pass = try #require(
                try await register.issue(Records.person(round + 1), by: by, now: Self.now).pass)
            var random = SplitMix(seed: seed &* 1_000 &+ UInt64(round))
            let acts = (0..<14).map { _ in random.next() % 8 }
            let phones = [try Phone(), try Phone()]
            try await withThrowingTaskGroup(of: Void.self) { group in
                for act in acts {
                    group.addTask {
                        let current = try await register.heldPass(number: pass.number)?.id ?? pass.id
                        let proof = phones[Int(act % 2)].proof(for: pass.number)
                        // Each may come too late for what another did.
                        switch act {
                        case 0...3: _ = try await register.bind(number: pass.number, to: proof, by: by, now: Self.now)
                        case 4: _ = try? await register.change(.suspend, current, reason: "lost", by: by, now: Self.now)
                        case 5:
                            _ = try? await register.change(.reinstate, current, reason: "found", by: by, now: Self.now)
                        case 6:
                            _ = try? await register.reissue(
                                current, .holderKey(nil), activation: .now, reason: "damaged", by: by, now: Self.now)
                        default: _ = try? await register.unbind(number: pass.number, by: by, now: Self.now)
                        }
                    }
                }
                group.addTask {
                    for _ in 0..<40 {
                        expectOneHeir(try await register.passes(number: pass.number).map(\.state), "round \(round)")
                    }
                }
                try await group.waitForAll()
            }
            expectOneHeir(try await register.passes(number: pass.number).map(\.state), "after round \(round)")
            #expect(try await !register.passes(number: pass.number).contains { $0.state == .intended })
        }
        #expect(try await register.verifyAudit().problems == [])
        register.close()
    }

    @Test(
        "A power cut at any step leaves exactly one valid, and asking again gives it",
        arguments: FaultyEngine.Moment.allCases)
    func powerCut(moment: FaultyEngine.Moment) async throws {
        let scratch = try ScratchRegister()
        let first = try await scratch.create()
        let number = try #require(try await first.issue(Records.wang, by: scratch.by, now: Self.now).pass).number
        first.close()
        for step in 0..<3 {
            let phone = try Phone()
            nonisolated(unsafe) var engine: FaultyEngine?
            let register = try await scratch.open(wrapping: { base in
                let faulty = FaultyEngine(base, moment)
                engine = faulty
                return faulty
            })
            engine?.cutPower(at: step)
            let outcome = try? await register.bind(
                number: number, to: phone.proof(for: number), by: scratch.by, now: Self.now)
            #expect((outcome == nil) == (step < 2))
            register.close()
            let again = try await scratch.open()
            expectOneHeir(try await again.passes(number: number).map(\.state), "cut at \(step)")
            let held = try #require(try await again.heldPass(number: number))
            #expect(held.state == .active)
            let repeated = try await again.bind(
                number: number, to: phone.proof(for: number), by: scratch.by, now: Self.now)
            #expect(repeated.pass?.claims.holderKey == phone.holderKey)
            // What opening finished is not done a second time.
            if held.claims.holderKey == phone.holderKey { #expect(repeated == .already(held)) }
            #expect(try await again.verifyAudit().problems == [])
            again.close()
        }
    }

    @Test("A pass that was suspended before a power cut's binding is finished stays suspended")
    func suspendedBeforeRecovery() async throws {
        let scratch = try ScratchRegister()
        let first = try await scratch.create()
        let pass = try #require(try await first.issue(Records.wang, by: scratch.by, now: Self.now).pass)
        first.close()
        let (by, phone) = (scratch.by, try Phone())
        nonisolated(unsafe) var engine: FaultyEngine?
        let register = try await scratch.open(wrapping: { base in
            let faulty = FaultyEngine(base, .before)
            engine = faulty
            return faulty
        })
        engine?.cutPower(at: 1)
        _ = try? await register.bind(number: pass.number, to: phone.proof(for: pass.number), by: by, now: Self.now)
        register.close()
        try await scratch.tamper { database in
            try database.execute("UPDATE pass SET state = 3, reason = 'lost' WHERE replaces IS NULL")
        }
        let again = try await scratch.open()
        #expect(try await again.passes(number: pass.number).map(\.state) == [.suspended, .void])
        again.close()
    }
}
