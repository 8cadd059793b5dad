import PassCrypto
import PassFormat
import PassVerify
import Register
import SQLStore
import Testing

@Suite("A compromised pass key")
struct CompromiseTests {
    static let now = ScratchRegister.now
    private static let day: Int64 = 86_400
    let scratch: ScratchRegister

    init() throws { scratch = try ScratchRegister() }

    private var stolen: KeyID { KeyID(rawValue: scratch.keys.pass.publicKey.keyID) }

    /// A register whose pass key was stolen and replaced, with passes of the old key in several states.
    private func stolenRegister(people: Int) async throws -> (register: Register, passes: [IssuedPass]) {
        let register = try await scratch.create()
        var passes: [IssuedPass] = []
        for person in 1...people {
            passes.append(
                try #require(try await register.issue(Records.person(person), by: scratch.by, now: Self.now).pass))
        }
        _ = try await register.change(.suspend, passes[0].id, reason: "violation", by: scratch.by, now: Self.now)
        _ = try await register.change(.revoke, passes[1].id, reason: "forgery", by: scratch.by, now: Self.now)
        _ = try await register.publish(by: scratch.by, now: Self.now)
        try await register.markCompromised(stolen, by: scratch.by, now: Self.now + 1)
        try await scratch.replace(.pass, with: try ScratchRegister.key(), in: register, at: Self.now + 2)
        return (register, passes)
    }

    @Test("Counts the passes that the key signed by kind, state and port, and lists the good ones")
    func counting() async throws {
        let (register, passes) = try await stolenRegister(people: 7)
        let compromise = try await register.compromise(of: stolen, now: Self.now + 3)
        #expect(compromise.state == .compromised)
        #expect(
            compromise.good == 5 && compromise.remaining == 5 && compromise.waiting == 0 && compromise.replaced == 0)
        #expect(compromise.ports == ["TWKEL": 5])
        #expect(compromise.counts.first { $0.state == .suspended }?.count == 1)
        #expect(compromise.counts.first { $0.state == .revoked }?.count == 1)
        var (numbers, place): ([String], Int64?) = ([], 0)
        while let after = place {
            let page = try await register.goodPasses(signedBy: stolen, after: after, limit: 2, now: Self.now + 3)
            numbers += page.numbers
            place = page.place
        }
        #expect(numbers == passes.dropFirst(2).map(\.number))
        await #expect(throws: RegisterError.self) {
            _ = try await register.compromise(of: KeyID(rawValue: 7), now: Self.now)
        }
        register.close()
    }

    @Test(
        "Good passes are issued anew, each once; until their day the old one is good, then the new one, never both or none"
    )
    func reissuing() async throws {
        let (register, passes) = try await stolenRegister(people: 7)
        let day = Self.now + 14 * Self.day
        for expected in [5, 0] {
            let result = try await register.reissue(
                signedBy: stolen, activation: .at(day), by: scratch.by, now: { Self.now + 3 })
            #expect(result.issued == expected && result.changed == 0 && result.refused.isEmpty)
        }
        #expect(try await register.compromise(of: stolen, now: Self.now + 3).waiting == 5)
        _ = try await register.publish(by: scratch.by, now: Self.now + 4)
        for pass in passes.dropFirst(2) {
            let both = try await register.passes(number: pass.number)
            #expect(both.map(\.state) == [.active, .waiting])
            let new = try #require(both.last?.text)
            #expect(try scratch.decide(pass.text, now: Self.now + 5).verdict == .admit)
            #expect(try scratch.decide(new, now: Self.now + 5).has(.suspended))
        }
        _ = try await register.publish(by: scratch.by, now: day)
        for pass in passes.dropFirst(2) {
            let both = try await register.passes(number: pass.number)
            #expect(both.map(\.state) == [.superseded, .active])
            let new = try #require(both.last?.text)
            #expect(try scratch.decide(pass.text, now: day).has(.superseded))
            #expect(try scratch.decide(new, now: day).verdict == .admit)
        }
        #expect(try await register.compromise(of: stolen, now: day).replaced == 5)
        #expect(try await register.verifyAudit().problems == [])
        register.close()
    }

    @Test("A suspended pass is taken up when it was given back; a revoked one never")
    func suspended() async throws {
        let (register, passes) = try await stolenRegister(people: 3)
        func run() async throws -> Int {
            try await register.reissue(signedBy: stolen, activation: .now, by: scratch.by, now: { Self.now + 3 }).issued
        }
        #expect(try await run() == 1)
        #expect(try await run() == 0)
        _ = try await register.change(.reinstate, passes[0].id, reason: "cleared", by: scratch.by, now: Self.now + 4)
        #expect(try await run() == 1)
        #expect(try await register.passes(number: passes[1].number).map(\.state) == [.revoked])
        register.close()
    }

    @Test("A pass that is bound to a phone keeps the phone's key, and every other particular")
    func bound() async throws {
        let register = try await scratch.create()
        let plain = try #require(try await register.issue(Records.wang, by: scratch.by, now: Self.now).pass)
        let phone = HolderKey(try ScratchRegister.key().publicKey.bytes)
        let bound = try #require(
            try await register.reissue(
                plain.id, .holderKey(phone), activation: .now, reason: "new-phone", by: scratch.by, now: Self.now
            ).pass)
        try await register.markCompromised(stolen, by: scratch.by, now: Self.now + 1)
        try await scratch.replace(.pass, with: try ScratchRegister.key(), in: register, at: Self.now + 2)
        let result = try await register.reissue(
            signedBy: stolen, activation: .now, by: scratch.by, now: { Self.now + 3 })
        #expect(result.issued == 1)
        let new = try #require(try await register.passes(number: plain.number).last?.text)
        func claims(_ text: String) throws -> PassClaims {
            guard case .pass(let pass) = try ScannedCode.decode(text) else { throw ScratchRegister.NothingPublished() }
            return pass.claims
        }
        var (before, after) = (try claims(bound.text), try claims(new))
        #expect(after.holderKey == phone)
        #expect(after.id != before.id && after.status.index != before.status.index && after.issuedAt == Self.now + 3)
        after.id = before.id
        after.status = before.status
        before.issuedAt = after.issuedAt
        #expect(before == after)
        register.close()
    }

    @Test("A key that is not condemned has nothing to issue anew, and without another key nothing is")
    func refusals() async throws {
        let register = try await scratch.create()
        _ = try await register.issue(Records.wang, by: scratch.by, now: Self.now)
        func code() async -> RegisterError.Code? {
            do {
                _ = try await register.reissue(
                    signedBy: stolen, activation: .now, by: scratch.by, now: { Self.now + 1 })
                return nil
            } catch {
                return (error as? RegisterError)?.code
            }
        }
        #expect(await code() == .impossibleChange)
        try await register.markCompromised(stolen, by: scratch.by, now: Self.now)
        #expect(await code() == .missingKey)
        register.close()
    }

    @Test(
        "Cut off at any step, the same call takes up what is left: every good pass has one successor in the end",
        arguments: FaultyEngine.Moment.allCases)
    func powerCut(moment: FaultyEngine.Moment) async throws {
        let register = try await scratch.create()
        let people = 12
        for person in 1...people {
            _ = try await register.issue(Records.person(person), by: scratch.by, now: Self.now)
        }
        try await register.markCompromised(stolen, by: scratch.by, now: Self.now)
        let fresh = try ScratchRegister.key()
        try await scratch.replace(.pass, with: fresh, in: register, at: Self.now + 1)
        register.close()
        let keys = RegisterKeys(
            pass: fresh, status: scratch.keys.status, audit: scratch.keys.audit, receipt: scratch.keys.receipt,
            vault: scratch.keys.vault)
        for step in 0..<4 {
            var engine: FaultyEngine?
            let again = try await scratch.open(
                keys: keys, now: Self.now + 2,
                wrapping: { base in
                    let faulty = FaultyEngine(base, moment)
                    engine = faulty
                    return faulty
                })
            engine?.cutPower(at: step)
            _ = try? await again.reissue(
                signedBy: stolen, activation: .now, by: scratch.by, now: { Self.now + 2 })
            again.close()
        }
        let last = try await scratch.open(keys: keys, now: Self.now + 2)
        _ = try await last.reissue(signedBy: stolen, activation: .now, by: scratch.by, now: { Self.now + 2 })
        let compromise = try await last.compromise(of: stolen, now: Self.now + 2)
        #expect(compromise.remaining == 0 && compromise.waiting == 0 && compromise.replaced == people)
        let new = KeyID(rawValue: fresh.publicKey.keyID)
        #expect(try await last.compromise(of: new, now: Self.now + 2).good == people)
        _ = try await last.publish(by: scratch.by, now: Self.now + 3)
        #expect(try await last.verifyAudit().problems == [])
        #expect(try await last.integrityProblems() == [])
        last.close()
    }
}
