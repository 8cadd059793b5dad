import GateMessages
import PassCrypto
import PassFormat
import PassVerify
import Register
import SQLStore
import ServiceScenes
import Testing
import TrustPublishing

@Suite("Replacing a key")
struct KeyRotationTests {
    static let now = ScratchRegister.now
    private static let day: Int64 = 86_400
    let scratch: ScratchRegister

    init() throws { scratch = try ScratchRegister() }

    private func stage(_ register: Register, _ now: Int64) async throws -> KeyRotation.Stage {
        try await register.rotation(of: .pass, now: now).stage
    }

    private func code(_ body: () async throws -> Void) async -> RegisterError.Code? {
        do {
            try await body()
            return nil
        } catch {
            return (error as? RegisterError)?.code
        }
    }

    @Test("A new pass key is known to every gate before it signs, and signs nothing earlier")
    func gatesFirst() async throws {
        let register = try await scratch.create()
        var kiosks = [
            try await scratch.kiosk("KEL-E1", in: register), try await scratch.kiosk("KEL-W2", in: register),
        ]
        _ = try await register.publish(by: scratch.by, now: Self.now)
        let old = try #require(try await register.issue(Records.person(1), by: scratch.by, now: Self.now).pass)
        let fresh = try ScratchRegister.key()
        let announced = try await register.announce(fresh, for: .pass, by: scratch.by, now: Self.now + 1)
        #expect(announced.stage == .unpublished)
        #expect(announced.announced?.publicKey == fresh.publicKey)
        #expect(await code { _ = try await register.putInUse(.pass, by: scratch.by, now: Self.now + 1) } == .tooEarly)
        #expect(try !scratch.gateTrust().keys.all.contains { $0.publicKey == fresh.publicKey })
        let published = try await register.publish(by: scratch.by, now: Self.now + 2)
        #expect(try scratch.gateTrust().keys.all.contains { $0.publicKey == fresh.publicKey && $0.use == .pass })
        #expect(try await register.rotation(of: .pass, now: Self.now + 2).missing == ["KEL-E1", "KEL-W2"])

        // What is issued meanwhile is by the key that gates have.
        let between = try #require(try await register.issue(Records.person(2), by: scratch.by, now: Self.now + 3).pass)
        let mark = TrustMark(version: Int64(published.versions.timestamp), issued: published.issued)
        for index in kiosks.indices {
            #expect(try await stage(register, Self.now + 4) == .waiting)
            #expect(
                await code { _ = try await register.putInUse(.pass, by: scratch.by, now: Self.now + 4) } == .tooEarly)
            try kiosks[index].open(at: Self.now + 3)
            try kiosks[index].apply(mark, at: Self.now + 4)
            _ = try await register.accept(kiosks[index].everything, now: Self.now + 5)
        }
        #expect(try await stage(register, Self.now + 5) == .ready)
        let used = try await register.putInUse(.pass, by: scratch.by, now: Self.now + 6)
        #expect(used.stage == .settled && used.current?.publicKey == fresh.publicKey)
        // In the same run, and no publication in between: every gate has the key already.
        let new = try #require(try await register.issue(Records.person(3), by: scratch.by, now: Self.now + 7).pass)
        for pass in [old, between, new] {
            #expect(try scratch.decide(pass.text, now: Self.now + 8).verdict == .admit)
        }
        #expect(try await register.verifyAudit().problems == [])
        register.close()
        let keys = RegisterKeys(
            pass: scratch.keys.pass, status: scratch.keys.status, audit: scratch.keys.audit,
            receipt: scratch.keys.receipt, vault: scratch.keys.vault, successors: [.pass: fresh])
        // As after a cut between the register and the names of the files.
        try await scratch.open(keys: keys).close()
        #expect(await code { try await scratch.open().close() } == .wrongKeys)
    }

    @Test(
        "A gate that never reports holds it up for the stated wait and no longer; without any gate the wait alone counts"
    )
    func waiting() async throws {
        let register = try await scratch.create()
        let fresh = try ScratchRegister.key()
        _ = try await register.announce(fresh, for: .pass, wait: 3 * Self.day, by: scratch.by, now: Self.now)
        _ = try await register.publish(by: scratch.by, now: Self.now + 10)
        let end = Self.now + 10 + 3 * Self.day
        #expect(try await register.rotation(of: .pass, now: Self.now + 11).until == end)
        #expect(try await stage(register, end - 1) == .waiting)
        #expect(try await stage(register, end) == .ready)
        // One that is enrolled meanwhile counts, and one that is revoked does not.
        _ = try await scratch.kiosk("KEL-E1", in: register)
        #expect(try await register.rotation(of: .pass, now: Self.now + 12).missing == ["KEL-E1"])
        _ = try await register.revokeGate("KEL-E1", by: scratch.by, now: Self.now + 13)
        #expect(try await register.rotation(of: .pass, now: Self.now + 14).missing == [])
        #expect(try await stage(register, Self.now + 14) == .waiting)
        _ = try await register.putInUse(.pass, by: scratch.by, now: end)
        register.close()
    }

    @Test("A gate that goes back to older trust holds it up again")
    func backwards() async throws {
        let register = try await scratch.create()
        var kiosk = try await scratch.kiosk("KEL-E1", in: register)
        let first = try await register.publish(by: scratch.by, now: Self.now)
        _ = try await register.announce(try ScratchRegister.key(), for: .pass, by: scratch.by, now: Self.now + 1)
        let second = try await register.publish(by: scratch.by, now: Self.now + 2)
        try kiosk.open(at: Self.now + 3)
        for (published, expected) in [(second, KeyRotation.Stage.ready), (first, .waiting), (second, .ready)] {
            try kiosk.apply(
                TrustMark(version: Int64(published.versions.timestamp), issued: published.issued), at: Self.now + 4)
            _ = try await register.accept(kiosk.everything, now: Self.now + 5)
            #expect(try await stage(register, Self.now + 6) == expected)
        }
        register.close()
    }

    @Test("One announced key a use; it can be taken back, and a key is never announced twice")
    func withdrawing() async throws {
        let register = try await scratch.create()
        let (one, two) = (try ScratchRegister.key(), try ScratchRegister.key())
        _ = try await register.announce(one, for: .pass, by: scratch.by, now: Self.now)
        #expect(
            await code { _ = try await register.announce(two, for: .pass, by: scratch.by, now: Self.now) }
                == .alreadyExists)
        #expect(try await register.withdrawAnnounced(.pass, by: scratch.by, now: Self.now))
        #expect(try await !register.withdrawAnnounced(.pass, by: scratch.by, now: Self.now))
        #expect(await code { _ = try await register.putInUse(.pass, by: scratch.by, now: Self.now) } == .notFound)
        #expect(
            await code { _ = try await register.announce(one, for: .pass, by: scratch.by, now: Self.now) } == .wrongKeys
        )
        _ = try await register.announce(two, for: .pass, by: scratch.by, now: Self.now)
        _ = try await register.publish(by: scratch.by, now: Self.now)
        let published = try scratch.gateTrust().keys.all.map(\.publicKey)
        #expect(published.contains(two.publicKey) && !published.contains(one.publicKey))
        #expect(try await register.verifyAudit().problems == [])
        register.close()
    }

    @Test("The old key goes a month after the last pass that it signed has expired, and not before")
    func ending() async throws {
        let register = try await scratch.create()
        let pass = try #require(
            try await register.issue(
                Records.with(["term": "temporary", "notAfter": "P7D"]), by: scratch.by, now: Self.now
            ).pass)
        _ = try await register.publish(by: scratch.by, now: Self.now)
        let old = scratch.keys.pass.publicKey
        try await scratch.replace(.pass, with: try ScratchRegister.key(), in: register, at: Self.now + 1)
        func isPublished(_ now: Int64) async throws -> Bool {
            _ = try await register.publish(by: scratch.by, now: now)
            return try scratch.gateTrust().keys.all.contains { $0.publicKey == old }
        }
        #expect(try await isPublished(pass.expires - 1))
        #expect(try scratch.decide(pass.text, now: pass.expires - 1).verdict == .admit)
        #expect(try await isPublished(pass.expires + 30 * Self.day - 1))
        #expect(try await !isPublished(pass.expires + 30 * Self.day))
        #expect(try await register.keys().first { $0.publicKey == old }?.state == .ended)
        #expect(try await register.verifyAudit().problems == [])
        register.close()
    }

    @Test("A bulk issue that runs over a rotation goes on with the new key, and stops where the key was condemned")
    func bulk() async throws {
        let register = try await scratch.create()
        let fresh = try ScratchRegister.key()
        _ = try await register.announce(fresh, for: .pass, wait: 0, by: scratch.by, now: Self.now)
        _ = try await register.publish(by: scratch.by, now: Self.now)
        var passes: [IssuedPass] = []
        nonisolated(unsafe) var next = 0
        let summary = try await register.issueLines(
            next: {
                next += 1
                return next <= Register.batchSize * 6 ? Records.person(next) : nil
            }, now: { Self.now + 1 }, by: scratch.by, emit: { if let pass = $0.outcome.pass { passes.append(pass) } })
        #expect(summary.issued == Register.batchSize * 6)
        let task = Task { [register, by = scratch.by] in
            nonisolated(unsafe) var line = 10_000
            return try await register.issueLines(
                next: {
                    line += 1
                    return line <= 10_000 + Register.batchSize * 8 ? Records.person(line) : nil
                }, now: { Self.now + 1 }, by: by, emit: { _ in })
        }
        _ = try await register.putInUse(.pass, by: scratch.by, now: Self.now + 1)
        #expect(try await task.value.issued == Register.batchSize * 8)
        let counts = try await register.keys().filter { $0.use == .pass }.map(\.id)
        var signed = 0
        for key in counts { signed += try await register.compromise(of: key, now: Self.now + 2).good }
        #expect(signed == Register.batchSize * 14)
        #expect(try await register.verifyAudit().problems == [])
        register.close()
    }

    @Test(
        "A power cut at any step of a rotation leaves a step that the same call goes on from; passes of both keys stay good",
        arguments: FaultyEngine.Moment.allCases)
    func powerCut(moment: FaultyEngine.Moment) async throws {
        let register = try await scratch.create()
        let old = try #require(try await register.issue(Records.person(1), by: scratch.by, now: Self.now).pass)
        _ = try await register.publish(by: scratch.by, now: Self.now)
        register.close()
        var current = scratch.keys
        var step = 0
        var rounds = 0
        var cuts = 0
        var person = 1
        while true {
            let fresh = try ScratchRegister.key()
            // As the files are: the successor lies beside the key until the register has it in use.
            let keys = RegisterKeys(
                pass: current.pass, status: current.status, audit: current.audit, receipt: current.receipt,
                vault: current.vault, successors: [.pass: fresh])
            let now = Self.now + Int64(rounds) * 100
            var isDone = false
            var wasCut = false
            while !isDone {
                var engine: FaultyEngine?
                let again = try await scratch.open(
                    keys: keys, now: now,
                    wrapping: { base in
                        let faulty = FaultyEngine(base, moment)
                        engine = faulty
                        return faulty
                    })
                if !wasCut { engine?.cutPower(at: step) }
                do {
                    isDone = try await advance(again, to: fresh, now: now)
                } catch is FaultyEngine.PowerCut {
                    wasCut = true
                    cuts += 1
                }
                again.close()
            }
            current = RegisterKeys(
                pass: fresh, status: current.status, audit: current.audit, receipt: current.receipt,
                vault: current.vault)
            let after = try await scratch.open(keys: current, now: now)
            person += 1
            let new = try #require(try await after.issue(Records.person(person), by: scratch.by, now: now).pass)
            #expect(try await after.keys().filter { $0.use == .pass && $0.state == .current }.count == 1)
            #expect(try await after.keys().filter { $0.state == .announced }.isEmpty)
            #expect(try scratch.decide(new.text, now: now).verdict == .admit)
            #expect(try scratch.decide(old.text, now: now).verdict == .admit)
            #expect(try await after.verifyAudit().problems == [])
            after.close()
            rounds += 1
            step += 1
            if !wasCut { break }
        }
        #expect(cuts >= 3)
    }

    /// What `portpass keys rotate` does, until the key is in use.
    private func advance(_ register: Register, to key: KeyHandle, now: Int64) async throws -> Bool {
        while true {
            let rotation = try await register.rotation(of: .pass, now: now)
            switch rotation.stage {
            case .settled:
                if rotation.current?.publicKey == key.publicKey { return true }
                _ = try await register.announce(key, for: .pass, wait: 0, by: scratch.by, now: now)
            case .unpublished: _ = try await register.publish(by: scratch.by, now: now)
            case .waiting: return false
            case .ready: _ = try await register.putInUse(.pass, by: scratch.by, now: now)
            }
        }
    }
}
