import Foundation
import PassCrypto
import PassFormat
import PassVerify
import Register
import SQLStore
import Testing
import TrustPublishing

@Suite("Publishing")
struct PublishTests {
    static let now = ScratchRegister.now
    let scratch: ScratchRegister

    init() throws { scratch = try ScratchRegister() }

    @Test("says the same as long as nothing changed: no list is signed again, only the timestamp moves")
    func unchanged() async throws {
        let register = try await scratch.create()
        let pass = try #require(try await register.issue(Records.wang, by: scratch.by, now: Self.now).pass)
        let first = try await register.publish(by: scratch.by, now: Self.now)
        let targets = try #require(try scratch.repository().inspect()).targets
        for minutes in 1...5 as ClosedRange<Int64> {
            let again = try await register.publish(by: scratch.by, now: Self.now + minutes * 600)
            #expect(again.versions.targets == first.versions.targets)
            #expect(again.versions.status == first.versions.status)
            #expect(again.versions.snapshot == first.versions.snapshot)
            #expect(again.versions.timestamp == first.versions.timestamp + Int(minutes))
        }
        #expect(try #require(try scratch.repository().inspect()).targets == targets)
        // A change in one list makes one new token.
        _ = try await register.change(.revoke, pass.id, reason: "lost", by: scratch.by, now: Self.now + 4000)
        _ = try await register.publish(by: scratch.by, now: Self.now + 4001)
        let changed = try #require(try scratch.repository().inspect()).targets.filter { targets[$0.key] != $0.value }
            .map(\.key)
        #expect(Set(changed) == ["status/\(pass.list)", "audit/checkpoint"])
        register.close()
    }

    @Test("signs an unchanged list again before its token is a month old, and never with an earlier time")
    func resigning() async throws {
        let register = try await scratch.create()
        _ = try await register.publish(by: scratch.by, now: Self.now)
        let before = try #require(try scratch.repository().inspect()).targets["status/0"]
        _ = try await register.publish(by: scratch.by, now: Self.now + 29 * 86_400)
        #expect(try scratch.repository().inspect()?.targets["status/0"] == before)
        _ = try await register.publish(by: scratch.by, now: Self.now + 31 * 86_400)
        #expect(try scratch.repository().inspect()?.targets["status/0"] != before)
        register.close()
    }

    @Test(
        "after a compromise what the register signed stays good, and what the thief signs, however backdated, does not")
    func compromise() async throws {
        let register = try await scratch.create()
        let honest = try #require(try await register.issue(Records.person(1), by: scratch.by, now: Self.now).pass)
        _ = try await register.publish(by: scratch.by, now: Self.now)
        let forgery = try forged(from: honest)
        #expect(try scratch.decide(forgery).verdict == .admit)
        let key = KeyID(rawValue: scratch.keys.pass.publicKey.keyID)
        try await register.markCompromised(key, by: scratch.by, now: Self.now)
        try await register.markCompromised(key, by: scratch.by, now: Self.now)
        _ = try await register.publish(by: scratch.by, now: Self.now + 1)
        #expect(try scratch.decide(honest.text).verdict == .admit)
        #expect(try scratch.decide(forgery).has(.keyCompromised))
        await #expect(throws: RegisterError.self) {
            try await register.issue(Records.person(2), by: scratch.by, now: Self.now)
        }
        // Revoking goes on without a key for passes.
        _ = try await register.change(.revoke, honest.id, reason: "key-compromise", by: scratch.by, now: Self.now)
        let fresh = try ScratchRegister.key()
        try await scratch.replace(.pass, with: fresh, in: register, at: Self.now + 1)
        register.close()
        let keys = RegisterKeys(
            pass: fresh, status: scratch.keys.status, audit: scratch.keys.audit, receipt: scratch.keys.receipt,
            vault: scratch.keys.vault)
        let again = try await scratch.open(keys: keys)
        let new = try #require(try await again.issue(Records.person(3), by: scratch.by, now: Self.now + 2).pass)
        _ = try await again.publish(by: scratch.by, now: Self.now + 2)
        #expect(try scratch.decide(new.text, now: Self.now + 2).verdict == .admit)
        #expect(try scratch.decide(forgery).has(.keyCompromised))
        #expect(try scratch.decide(honest.text).has(.revoked))
        #expect(try await again.verifyAudit().problems == [])
        #expect(try await again.keys().filter { $0.use == .pass }.map(\.state) == [.compromised, .current])
        again.close()
        await #expect(throws: RegisterError.self) { try await scratch.open() }
    }

    /// A pass that a thief makes with the register's key: another holder, an old time of issue, a free place in a list.
    private func forged(from pass: IssuedPass) throws -> String {
        guard case .pass(let unverified) = try ScannedCode.decode(pass.text) else {
            throw ScratchRegister.NothingPublished()
        }
        var claims = unverified.claims
        claims.id = PassID(rawValue: 42)
        claims.name = "小偷"
        claims.status.index = (pass.index + 1) % 131_072
        let draft = try PassDraft(claims, keyID: unverified.keyID)
        return try PassTextWriter.pass(draft.signed(scratch.keys.pass.sign(draft.signedBytes)))
    }

    @Test("a replaced status key signs all lists anew; a replaced pass key leaves the passes in pockets good")
    func rotation() async throws {
        let register = try await scratch.create()
        let old = try #require(try await register.issue(Records.person(1), by: scratch.by, now: Self.now).pass)
        _ = try await register.publish(by: scratch.by, now: Self.now)
        let (pass, status, audit) = (try ScratchRegister.key(), try ScratchRegister.key(), try ScratchRegister.key())
        try await scratch.replace(.pass, with: pass, in: register, at: Self.now + 1)
        try await scratch.replace(.status, with: status, in: register, at: Self.now + 1)
        try await scratch.replace(.audit, with: audit, in: register, at: Self.now + 1)
        await #expect(throws: RegisterError.self) {
            _ = try await register.announce(pass, for: .status, by: scratch.by, now: Self.now + 1)
        }
        register.close()
        let keys = RegisterKeys(
            pass: pass, status: status, audit: audit, receipt: scratch.keys.receipt, vault: scratch.keys.vault)
        let again = try await scratch.open(keys: keys)
        let new = try #require(try await again.issue(Records.person(2), by: scratch.by, now: Self.now + 2).pass)
        _ = try await again.publish(by: scratch.by, now: Self.now + 2)
        #expect(try scratch.decide(old.text, now: Self.now + 2).verdict == .admit)
        #expect(try scratch.decide(new.text, now: Self.now + 2).verdict == .admit)
        #expect(try await again.verifyAudit().problems == [])
        again.close()
    }

    @Test("a compromised status key is believed no more, and nothing is published until another is made")
    func compromisedStatusKey() async throws {
        let register = try await scratch.create()
        let pass = try #require(try await register.issue(Records.wang, by: scratch.by, now: Self.now).pass)
        _ = try await register.publish(by: scratch.by, now: Self.now)
        let old = KeyID(rawValue: scratch.keys.status.publicKey.keyID)
        #expect(try !scratch.gateTrust().keys.statusKeys(for: old).isEmpty)
        try await register.markCompromised(old, by: scratch.by, now: Self.now)
        await #expect(throws: RegisterError.self) { try await register.publish(by: scratch.by, now: Self.now + 1) }
        await #expect(throws: RegisterError.self) {
            try await register.markCompromised(KeyID(rawValue: 7), by: scratch.by, now: Self.now)
        }
        let fresh = try ScratchRegister.key()
        try await scratch.replace(.status, with: fresh, in: register, at: Self.now + 1)
        register.close()
        let keys = RegisterKeys(
            pass: scratch.keys.pass, status: fresh, audit: scratch.keys.audit, receipt: scratch.keys.receipt,
            vault: scratch.keys.vault)
        let again = try await scratch.open(keys: keys)
        _ = try await again.publish(by: scratch.by, now: Self.now + 2)
        let trust = try scratch.gateTrust()
        #expect(trust.keys.statusKeys(for: old).isEmpty)
        #expect(!trust.keys.statusKeys(for: KeyID(rawValue: fresh.publicKey.keyID)).isEmpty)
        #expect(try scratch.decide(pass.text).verdict == .admit)
        again.close()
    }

    @Test("a key whose time is over signs nothing more")
    func keyIsOver() async throws {
        let register = try await scratch.create()
        let key = try #require(try await register.keys().first { $0.use == .pass })
        for (now, isIssued) in [(key.notBefore - 1, false), (key.expires, false), (key.expires - 1, true)] {
            let record = Records.with(["notBefore": "P0D", "notAfter": "P1Y"])
            let pass = try? await register.issue(record, by: scratch.by, now: now).pass
            #expect((pass != nil) == isIssued)
        }
        register.close()
    }

    @Test("the security level reaches the gates with the next publication")
    func level() async throws {
        let register = try await scratch.create()
        _ = try await register.publish(by: scratch.by, now: Self.now)
        #expect(try scratch.gateTrust().level == .one)
        try await register.setLevel(.three, by: scratch.by, now: Self.now)
        #expect(try await register.level() == .three)
        _ = try await register.publish(by: scratch.by, now: Self.now + 1)
        #expect(try scratch.gateTrust().level == .three)
        register.close()
    }

    @Test("many at once publish one after the other")
    func sideBySide() async throws {
        let register = try await scratch.create()
        let pass = try #require(try await register.issue(Records.wang, by: scratch.by, now: Self.now).pass)
        let by = scratch.by
        try await withThrowingTaskGroup(of: Void.self) { group in
            for seconds in 0..<8 as Range<Int64> {
                group.addTask { [by] in _ = try await register.publish(by: by, now: Self.now + seconds % 2) }
            }
            try await group.waitForAll()
        }
        #expect(try scratch.decide(pass.text).verdict == .admit)
        register.close()
    }

    @Test("a full list whose last pass expired a month ago is published no more")
    func retirement() async throws {
        let register = try await scratch.create()
        let pass = try #require(
            try await register.issue(
                Records.with(["term": "temporary", "notAfter": "P1D"]), by: scratch.by, now: Self.now
            ).pass)
        _ = try await register.publish(by: scratch.by, now: Self.now)
        register.close()
        try await scratch.tamper { try $0.execute("UPDATE status_list SET next = 131072 WHERE list = 0") }
        let again = try await scratch.open()
        _ = try await again.publish(by: scratch.by, now: pass.expires + 29 * 86_400)
        #expect(try scratch.repository().inspect()?.targets["status/0"] != nil)
        _ = try await again.publish(by: scratch.by, now: pass.expires + 31 * 86_400)
        #expect(try scratch.repository().inspect()?.targets["status/0"] == nil)
        #expect(try scratch.repository().inspect()?.targets["status/1"] != nil)
        again.close()
    }
}
