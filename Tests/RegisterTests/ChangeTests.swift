import Foundation
import PassCrypto
import PassFormat
import PassVerify
import Register
import Testing

@Suite("Suspending, reinstating, revoking and reissuing")
struct ChangeTests {
    static let now = ScratchRegister.now
    let scratch: ScratchRegister

    init() throws { scratch = try ScratchRegister() }

    private func issued(_ register: Register, _ record: [UInt8] = Records.wang) async throws -> IssuedPass {
        try #require(try await register.issue(record, by: scratch.by, now: Self.now).pass)
    }

    private func publish(_ register: Register, now: Int64 = now) async throws {
        _ = try await register.publish(by: scratch.by, now: now)
    }

    @Test("a gate sees each change after the next publication")
    func atTheGate() async throws {
        let register = try await scratch.create()
        let pass = try await issued(register)
        let steps: [(PassAct, String, ReasonCode?)] = [
            (.suspend, "lost", .suspended), (.reinstate, "found", nil), (.suspend, "investigation", .suspended),
            (.revoke, "violation", .revoked),
        ]
        for (act, reason, code) in steps {
            let outcome = try await register.change(act, pass.id, reason: reason, by: scratch.by, now: Self.now)
            guard case .changed(let summary) = outcome else {
                Issue.record("\(outcome)")
                continue
            }
            #expect(summary.reason == reason)
            try await publish(register)
            let decision = try scratch.decide(pass.text)
            #expect(decision.verdict == (code == nil ? .admit : .deny))
            if let code { #expect(decision.has(code)) }
            guard case .already = try await register.change(act, pass.id, reason: reason, by: scratch.by, now: Self.now)
            else {
                Issue.record("a repeat of \(act) is no repeat")
                continue
            }
        }
        await #expect(throws: RegisterError.self) {
            try await register.change(.reinstate, pass.id, reason: "found", by: scratch.by, now: Self.now)
        }
        #expect(try await register.verifyAudit().problems == [])
        register.close()
    }

    @Test("unknown passes, unknown reasons, reasons for another act and impossible changes are told apart")
    func refusals() async throws {
        let register = try await scratch.create()
        let pass = try await issued(register)
        func code(_ act: PassAct, _ id: PassID, _ reason: String, now: Int64 = Self.now) async -> RegisterError.Code? {
            do {
                _ = try await register.change(act, id, reason: reason, by: scratch.by, now: now)
                return nil
            } catch {
                return (error as? RegisterError)?.code
            }
        }
        #expect(await code(.revoke, PassID(rawValue: 1), "lost") == .notFound)
        #expect(await code(.revoke, pass.id, "boredom") == .unknownReason)
        #expect(await code(.revoke, pass.id, "found") == .unknownReason)
        #expect(await code(.supersede, pass.id, "lost") == .invalidArgument)
        #expect(await code(.suspend, pass.id, "lost", now: pass.expires) == .impossibleChange)
        #expect(await code(.suspend, pass.id, "lost", now: pass.expires - 1) == nil)
        await #expect(throws: RegisterError.self) { try await register.passID(of: "KEL-P-26-999999") }
        await #expect(throws: RegisterError.self) { try await register.passID(of: "zz") }
        register.close()
    }

    @Test("a reissue keeps the number, and takes the old pass's place in one step")
    func reissue() async throws {
        let register = try await scratch.create()
        let old = try await issued(register)
        let outcome = try await register.reissue(
            old.id, .record(Records.with(["organisation": "新公司", "idNumber": nil])), activation: .now,
            reason: "data-changed",
            by: scratch.by, now: Self.now + 5)
        let new = try #require(outcome.pass, "\(outcome)")
        #expect(new.number == old.number && new.id != old.id && (new.list, new.index) != (old.list, old.index))
        try await publish(register, now: Self.now + 6)
        #expect(try scratch.decide(old.text).has(.superseded))
        let decision = try scratch.decide(new.text)
        #expect(decision.verdict == .admit)
        #expect(decision.pass?.claims.idHint == "6789")
        #expect(decision.pass?.claims.organisation == "新公司")
        #expect(try await register.passID(of: old.number) == new.id)
        #expect(try await register.pass(new.id)?.replaces == old.id)
        // The person still has a periodic pass, and only one.
        #expect(try await register.issue(Records.wang, by: scratch.by, now: Self.now).refusal != nil)
        await #expect(throws: RegisterError.self) {
            try await register.reissue(
                old.id, .record(Records.wang), activation: .now, reason: "lost", by: scratch.by, now: Self.now)
        }
        #expect(try await register.verifyAudit().problems == [])
        register.close()
    }

    @Test("a waiting reissue is suspended at the gates until it takes over; exactly one is admitted all the while")
    func activation() async throws {
        let register = try await scratch.create()
        let old = try await issued(register)
        let new = try #require(
            try await register.reissue(
                old.id, .record(Records.wang), activation: .whenActivated, reason: "new-phone", by: scratch.by,
                now: Self.now
            ).pass)
        try await publish(register)
        #expect(try scratch.decide(old.text).verdict == .admit)
        #expect(try scratch.decide(new.text).has(.suspended))
        await #expect(throws: RegisterError.self) {
            try await register.reissue(
                old.id, .record(Records.wang), activation: .now, reason: "lost", by: scratch.by, now: Self.now)
        }
        _ = try await register.activate(new.id, by: scratch.by, now: Self.now)
        guard case .already = try await register.activate(new.id, by: scratch.by, now: Self.now) else {
            Issue.record("a repeat is no repeat")
            return
        }
        try await publish(register)
        #expect(try scratch.decide(old.text).has(.superseded))
        #expect(try scratch.decide(new.text).verdict == .admit)
        #expect(try await register.verifyAudit().problems == [])
        register.close()
    }

    @Test("a dated reissue takes over with the first publication at its date")
    func dated() async throws {
        let register = try await scratch.create()
        let old = try await issued(register)
        let date = Self.now + 3600
        let new = try #require(
            try await register.reissue(
                old.id, .record(Records.wang), activation: .at(date), reason: "data-changed", by: scratch.by,
                now: Self.now
            ).pass)
        try await publish(register, now: date - 1)
        #expect(try scratch.decide(old.text).verdict == .admit)
        #expect(try scratch.decide(new.text).has(.suspended))
        try await publish(register, now: date)
        #expect(try scratch.decide(old.text).has(.superseded))
        #expect(try scratch.decide(new.text).verdict == .admit)
        register.close()
    }

    @Test("revoking a pass takes the reissue with it that waits for its place")
    func revokedWhileWaiting() async throws {
        let register = try await scratch.create()
        let old = try await issued(register)
        let new = try #require(
            try await register.reissue(
                old.id, .holderKey(nil), activation: .whenActivated, reason: "new-phone", by: scratch.by, now: Self.now
            ).pass)
        _ = try await register.change(.revoke, old.id, reason: "violation", by: scratch.by, now: Self.now)
        #expect(try await register.pass(new.id)?.state == .revoked)
        await #expect(throws: RegisterError.self) { try await register.activate(new.id, by: scratch.by, now: Self.now) }
        try await publish(register)
        #expect(try scratch.decide(new.text).has(.revoked))
        #expect(try await register.verifyAudit().problems == [])
        register.close()
    }

    @Test("a suspension for a violation is not shaken off by a reissue; one for a loss is what reissues are for")
    func suspended() async throws {
        let register = try await scratch.create()
        let pass = try await issued(register)
        _ = try await register.change(.suspend, pass.id, reason: "violation", by: scratch.by, now: Self.now)
        await #expect(throws: RegisterError.self) {
            try await register.reissue(
                pass.id, .record(Records.wang), activation: .now, reason: "lost", by: scratch.by, now: Self.now)
        }
        _ = try await register.change(.reinstate, pass.id, reason: "cleared", by: scratch.by, now: Self.now)
        _ = try await register.change(.suspend, pass.id, reason: "lost", by: scratch.by, now: Self.now)
        #expect(
            try await register.reissue(
                pass.id, .record(Records.wang), activation: .now, reason: "lost", by: scratch.by, now: Self.now
            ).pass != nil)
        register.close()
    }

    @Test("a pass is not handed on to another person, nor turned into another kind")
    func otherPerson() async throws {
        let register = try await scratch.create()
        let pass = try await issued(register)
        func reissue(_ record: [UInt8]) async throws -> [String] {
            try await register.reissue(
                pass.id, .record(record), activation: .now, reason: "data-changed", by: scratch.by, now: Self.now
            ).refusal?.problems.map(\.rule) ?? []
        }
        #expect(try await reissue(Records.person(7)) == ["another-person"])
        #expect(try await reissue(Records.with(["kind": "vehicle"])) == ["another-kind"])
        #expect(try await reissue(Records.with(["notAfter": "P9Y"])) == ["longest-validity"])
        #expect(try await register.pass(pass.id)?.state == .active)
        register.close()
    }

    @Test("binding to a phone changes the key and nothing else that the pass says")
    func holderKey() async throws {
        let register = try await scratch.create()
        let old = try await issued(register)
        let phone = try ScratchRegister.key()
        let new = try #require(
            try await register.reissue(
                old.id, .holderKey(HolderKey(phone.publicKey.bytes)), activation: .now, reason: "new-phone",
                by: scratch.by,
                now: Self.now
            ).pass)
        try await publish(register)
        let bare = try scratch.decide(new.text)
        #expect(bare.has(.holderProofMissing))
        var claims = try #require(bare.pass?.claims)
        #expect(claims.holderKey?.x == phone.publicKey.bytes)
        let before = try #require(try scratch.decide(old.text).pass?.claims)
        claims.holderKey = nil
        claims.id = before.id
        claims.status = before.status
        #expect(claims == before)
        register.close()
    }
}
