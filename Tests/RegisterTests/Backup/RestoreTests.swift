import Foundation
import PassCrypto
import PassFormat
import PassVerify
import Register
import SQLStore
import Testing
import TrustPublishing
import TrustUpdates

/// The register of ``ScratchRegister`` is lost; what is published of it is not.
@Suite("A restored register")
struct RestoreTests {
    static let now = ScratchRegister.now
    let scratch: ScratchRegister
    let place: ScratchFolder

    init() throws {
        scratch = try ScratchRegister()
        place = try ScratchFolder()
    }

    private func issue(_ person: Int, _ register: Register) async throws -> IssuedPass {
        try #require(try await register.issue(Records.person(person), by: scratch.by, now: Self.now).pass)
    }

    private func backup(_ register: Register) async throws {
        _ = try await register.backup(to: place.path("b"), program: "test", isDevelopment: false, now: Self.now)
    }

    private func restored() async throws -> Register {
        _ = try await Register.restore(from: place.path("b"), to: place.path("r"), now: Self.now + 60)
        return try await scratch.open(in: place.path("r"), now: Self.now + 60)
    }

    private func finish(_ register: Register) async throws -> RestoreOutcome {
        try await register.finishRestore(
            from: DirectoryFetcher(root: scratch.folder + "/tuf"), by: scratch.by, now: Self.now + 120)
    }

    /// Opened anew and published, as the command does.
    private func goOn() async throws -> Register {
        let register = try await scratch.open(in: place.path("r"), now: Self.now + 180)
        _ = try await register.publish(by: scratch.by, now: Self.now + 180)
        return register
    }

    private func decide(_ text: String) throws -> GateDecision {
        try scratch.decide(text, repository: place.path("r/tuf"), now: Self.now + 300)
    }

    @Test("refuses every act until it has taken over what is public")
    func readOnly() async throws {
        let register = try await scratch.create()
        let pass = try await issue(1, register)
        _ = try await register.publish(by: scratch.by, now: Self.now)
        let size = try await register.auditSize()
        try await backup(register)
        register.close()
        let restored = try await restored()
        defer { restored.close() }
        #expect(restored.restored?.size == size)
        func expectRefused(_ act: () async throws -> Void) async {
            let error = await #expect(throws: RegisterError.self) { try await act() }
            #expect(error?.code == .restored)
        }
        await expectRefused { _ = try await restored.issue(Records.person(2), by: scratch.by, now: Self.now + 60) }
        await expectRefused {
            _ = try await restored.change(.revoke, pass.id, reason: "lost", by: scratch.by, now: Self.now + 60)
        }
        await expectRefused { _ = try await restored.publish(by: scratch.by, now: Self.now + 60) }
        await expectRefused { try await restored.setLevel(.three, by: scratch.by, now: Self.now + 60) }
        #expect(try await restored.pass(pass.id)?.state == .active)
        #expect(try await restored.verifyAudit().isIntact)
    }

    @Test("takes over the level of each port")
    func levels() async throws {
        let register = try await scratch.create()
        _ = try await register.publish(by: scratch.by, now: Self.now)
        try await backup(register)
        _ = try await register.setLevel(
            .three, port: "TWTPE", reason: .threat, note: "", by: scratch.by, now: Self.now)
        _ = try await register.publish(by: scratch.by, now: Self.now + 30)
        register.close()
        let restored = try await restored()
        _ = try await finish(restored)
        restored.close()
        let again = try await goOn()
        let levels = try await again.portLevels()
        #expect(levels.first { $0.port.id == "TWTPE" }?.level == .three)
        #expect(levels.first { $0.port.id == "TWKEL" }?.level == .one)
        #expect(levels.first { $0.port.id == "TWTPE" }?.order?.reason == .restored)
        again.close()
    }

    @Test("takes over what was taken away since, gives no place and no number twice, and goes on")
    func finishing() async throws {
        let register = try await scratch.create()
        let (kept, revoked, suspended, lifted) = (
            try await issue(1, register), try await issue(2, register), try await issue(3, register),
            try await issue(4, register)
        )
        _ = try await register.change(.suspend, lifted.id, reason: "lost", by: scratch.by, now: Self.now)
        _ = try await register.publish(by: scratch.by, now: Self.now)
        try await backup(register)
        // What the backup does not know.
        let after = try await issue(5, register)
        let afterRevoked = try await issue(6, register)
        _ = try await register.change(.revoke, revoked.id, reason: "stolen", by: scratch.by, now: Self.now)
        _ = try await register.change(.suspend, suspended.id, reason: "police", by: scratch.by, now: Self.now)
        _ = try await register.change(.reinstate, lifted.id, reason: "found", by: scratch.by, now: Self.now)
        _ = try await register.change(.revoke, afterRevoked.id, reason: "forgery", by: scratch.by, now: Self.now)
        try await register.setLevel(.two, by: scratch.by, now: Self.now)
        let last = try await register.publish(by: scratch.by, now: Self.now + 30)
        let gateHas = try await register.checkpoint(now: Self.now + 30)
        register.close()

        let restored = try await restored()
        let outcome = try await finish(restored)
        restored.close()
        #expect(outcome.revoked == 1)
        #expect(outcome.suspended == 1)
        #expect(outcome.superseded == 0)
        #expect(outcome.lostMarks == 1)
        #expect(outcome.level == 2)
        #expect(outcome.publicAuditSize > outcome.auditSize)
        #expect(outcome.mostLostPasses >= 2)
        #expect(!outcome.policyDiffers)

        let register2 = try await goOn()
        defer { register2.close() }
        #expect(register2.restored == nil)
        #expect(try await register2.pass(revoked.id)?.state == .revoked)
        // A suspension that was lifted since is lifted by people, not by a list.
        #expect(try await register2.pass(lifted.id)?.state == .suspended)
        // At level two paper is checked, and no more than that.
        #expect(try decide(kept.text).reasons.map(\.code) == [.paper])
        #expect(try decide(revoked.text).reasons.contains { $0.code == .revoked })
        #expect(try decide(suspended.text).reasons.contains { $0.code == .suspended })
        // Issued after the backup: unknown to the register, and still good; unless it was revoked.
        #expect(try decide(after.text).reasons.map(\.code) == [.paper])
        #expect(try decide(afterRevoked.text).reasons.contains { $0.code == .revoked })

        // Nothing that was given out is given out again.
        let new = try await issue(7, register2)
        #expect(new.list > kept.list)
        let used = Set([kept, revoked, suspended, lifted, after, afterRevoked].map(\.number))
        #expect(!used.contains(new.number))
        _ = try await register2.publish(by: scratch.by, now: Self.now + 240)
        #expect(try decide(new.text).reasons.map(\.code) == [.paper])

        // The gate that had the newest of before goes on: no version falls.
        let contents = try #require(try PublishedRepository.inspect(place.path("r/tuf")))
        for role in RepositoryRole.allCases {
            #expect(contents.versions[role] >= last.versions[role], "\(role)")
        }
        // The log is whole; a check point of what was lost is explained, and one that was never signed is not.
        let report = try await register2.verifyAudit(against: [gateHas])
        #expect(report.isIntact, "\(report.problems)")
        #expect(report.notes.count == 2)
        #expect(report.notes.contains { $0.contains("of the log that was lost") })
    }

    @Test("is recognised by a gate's client that had the newest versions of before")
    func noRollback() async throws {
        let register = try await scratch.create()
        let pass = try await issue(1, register)
        try await backup(register)
        for _ in 0..<5 {
            _ = try await register.change(.suspend, pass.id, reason: "lost", by: scratch.by, now: Self.now)
            _ = try await register.publish(by: scratch.by, now: Self.now)
            _ = try await register.change(.reinstate, pass.id, reason: "found", by: scratch.by, now: Self.now)
            _ = try await register.publish(by: scratch.by, now: Self.now)
        }
        register.close()
        let metadata = place.path("gate")
        try FileManager.default.createDirectory(atPath: metadata, withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            atPath: scratch.folder + "/tuf/metadata/1.root.json", toPath: metadata + "/root.json")
        let held = try await UpdateClient(
            metadataDirectory: metadata, fetcher: DirectoryFetcher(root: scratch.folder + "/tuf"), now: Self.now
        ).update(holding: nil)
        let restored = try await restored()
        _ = try await finish(restored)
        restored.close()
        try await goOn().close()
        let next = try await UpdateClient(
            metadataDirectory: metadata, fetcher: DirectoryFetcher(root: place.path("r/tuf")), now: Self.now + 300
        ).update(holding: held)
        #expect(next.timestampVersion > held.timestampVersion)
        #expect(next.issued > held.issued)
    }

    @Test("revokes a pass that it knows only by its text")
    func lostPass() async throws {
        let register = try await scratch.create()
        let known = try await issue(1, register)
        try await backup(register)
        let lost = try await issue(2, register)
        _ = try await register.publish(by: scratch.by, now: Self.now)
        register.close()
        let restored = try await restored()
        _ = try await finish(restored)
        restored.close()
        let register2 = try await goOn()
        defer { register2.close() }
        #expect(try decide(lost.text).verdict == .admit)
        let revoked = try await register2.revokeLost(lost.text, reason: "stolen", by: scratch.by, now: Self.now + 200)
        #expect(revoked.number == lost.number && revoked.status == .revoked)
        _ = try await register2.publish(by: scratch.by, now: Self.now + 240)
        #expect(try decide(lost.text).reasons.contains { $0.code == .revoked })
        #expect(try decide(known.text).verdict == .admit)
        #expect(try await register2.lostPasses().map(\.number) == [lost.number])
        // Not for a pass that it knows, nor for what nobody signed.
        await #expect(throws: RegisterError.self) {
            _ = try await register2.revokeLost(known.text, reason: "stolen", by: scratch.by, now: Self.now + 260)
        }
        let forged = String(lost.text.dropLast(4)) + "0000"
        await #expect(throws: RegisterError.self) {
            _ = try await register2.revokeLost(forged, reason: "stolen", by: scratch.by, now: Self.now + 260)
        }
        #expect(try await register2.verifyAudit().isIntact)
    }

    @Test("keeps a key that was made after the backup, and what it signed")
    func newKey() async throws {
        let register = try await scratch.create()
        let old = try await issue(1, register)
        try await backup(register)
        let next = try ScratchRegister.key()
        try await scratch.replace(.pass, with: next, in: register, at: Self.now)
        register.close()
        let replaced = RegisterKeys(
            pass: next, status: scratch.keys.status, audit: scratch.keys.audit, receipt: scratch.keys.receipt,
            vault: scratch.keys.vault)
        let register1 = try await scratch.open(keys: replaced)
        let lost = try await issue(2, register1)
        _ = try await register1.publish(by: scratch.by, now: Self.now)
        register1.close()
        _ = try await Register.restore(from: place.path("b"), to: place.path("r"), now: Self.now + 60)
        let restored = try await scratch.open(in: place.path("r"), keys: replaced, now: Self.now + 60)
        let outcome = try await finish(restored)
        restored.close()
        #expect(outcome.keysAdded == 1)
        let register2 = try await scratch.open(in: place.path("r"), keys: replaced, now: Self.now + 180)
        defer { register2.close() }
        _ = try await register2.publish(by: scratch.by, now: Self.now + 180)
        #expect(try decide(old.text).verdict == .admit)
        #expect(try decide(lost.text).verdict == .admit)
        let new = try await issue(3, register2)
        _ = try await register2.publish(by: scratch.by, now: Self.now + 200)
        #expect(try decide(new.text).verdict == .admit)
    }

    @Test("takes nothing over that is older than the backup, or another register's")
    func wrongPublic() async throws {
        let register = try await scratch.create()
        _ = try await issue(1, register)
        _ = try await register.publish(by: scratch.by, now: Self.now)
        try FileManager.default.copyItem(atPath: scratch.folder + "/tuf", toPath: place.path("old"))
        let pass = try await issue(2, register)
        _ = try await register.change(.revoke, pass.id, reason: "lost", by: scratch.by, now: Self.now)
        _ = try await register.publish(by: scratch.by, now: Self.now)
        try await backup(register)
        register.close()
        let other = try ScratchRegister()
        let stranger = try await other.create()
        _ = try await stranger.publish(by: other.by, now: Self.now)
        stranger.close()
        let restored = try await restored()
        for folder in [place.path("old"), other.folder + "/tuf"] {
            let error = await #expect(throws: RegisterError.self) {
                _ = try await restored.finishRestore(
                    from: DirectoryFetcher(root: folder), by: scratch.by, now: Self.now + 120)
            }
            #expect(error?.code == .badPublic)
        }
        // And it can still be finished with the right ones.
        _ = try await finish(restored)
        restored.close()
        let register2 = try await goOn()
        #expect(try await register2.pass(pass.id)?.state == .revoked)
        register2.close()
    }

    @Test("takes over what expired while nobody published")
    func expired() async throws {
        let register = try await scratch.create()
        let pass = try await issue(1, register)
        try await backup(register)
        _ = try await register.change(.revoke, pass.id, reason: "lost", by: scratch.by, now: Self.now)
        _ = try await register.publish(by: scratch.by, now: Self.now)
        register.close()
        let restored = try await restored()
        let outcome = try await restored.finishRestore(
            from: DirectoryFetcher(root: scratch.folder + "/tuf"), by: scratch.by, now: Self.now + 40 * 86_400)
        #expect(outcome.publicHasExpired && outcome.revoked == 1)
        restored.close()
    }

    @Test("tampering after it was restored is found all the same, also with a check point of before")
    func tamperingAfterwards() async throws {
        let register = try await scratch.create()
        _ = try await issue(1, register)
        try await backup(register)
        let pass = try await issue(2, register)
        _ = try await register.change(.revoke, pass.id, reason: "lost", by: scratch.by, now: Self.now)
        _ = try await register.publish(by: scratch.by, now: Self.now)
        register.close()
        let restored = try await restored()
        let outcome = try await finish(restored)
        restored.close()
        let register2 = try await goOn()
        for person in 10...20 { _ = try await issue(person, register2) }
        let kept = try await register2.checkpoint(now: Self.now + 200)
        register2.close()
        let number = outcome.auditSize + 1
        let engine = try SQLiteEngine(
            path: place.path("r/register.sqlite"), schema: RegisterSchema.schema, mode: .existing)
        try await engine.write { database in
            _ = try database.row("DROP TRIGGER audit_record_is_never_changed")
            try database.execute(
                "UPDATE audit_record SET record = CAST(replace(record, 'test', 'tess') AS BLOB) WHERE number = ?",
                .integer(number))
        }
        try engine.close()
        let register3 = try await scratch.open(in: place.path("r"), now: Self.now + 240)
        let report = try await register3.verifyAudit(against: [kept])
        #expect(report.problems.first?.record == number)
        register3.close()
    }
}
