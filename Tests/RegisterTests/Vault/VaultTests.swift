import Foundation
import PassCrypto
import PassFormat
import Register
import SQLStore
import Testing

@Suite("The vault's keys")
struct VaultTests {
    static let now = ScratchRegister.now

    private func rotate(_ register: Register, to number: UInt16, _ scratch: ScratchRegister) async throws -> KeyHandle {
        let key = try ScratchRegister.key()
        #expect(try await register.nextVaultNumber() == number)
        try await register.use(vaultKey: key, number: number, by: scratch.by, now: Self.now)
        return key
    }

    private func boxes(_ register: Register) async throws -> [UInt16: Int] {
        Dictionary(uniqueKeysWithValues: try await register.vaultOverview().keys.map { ($0.number, $0.boxes) })
    }

    @Test("Everything that is sealed opens with a new key alone, and everybody is found as before")
    func replaced() async throws {
        let scene = try await VaultScene()
        let (register, scratch) = (scene.company.register, scene.scratch)
        try await scene.expectEverything(in: register)
        let before = try await boxes(register)
        #expect(before.keys.sorted() == [0])

        let second = try await rotate(register, to: 1, scratch)
        let index = register.vaultIndex
        // Boxes of both keys open.
        try await scene.expectEverything(in: register)
        let report = try await register.reseal(by: scratch.by, now: Self.now)
        #expect(report.number == 1 && report.unreadable.isEmpty)
        #expect(Set(report.sealed.keys) == Set(Register.sealedColumns), "the scene uses every column")
        try await scene.expectEverything(in: register)
        let after = try await boxes(register)
        #expect(after[0] == 0 && after[1, default: 0] >= before[0, default: -1])
        #expect(try await register.reseal(by: scratch.by, now: Self.now).boxes == 0, "what is done is done")

        // Something may still be in hand that the old key sealed.
        await #expect(throws: RegisterError.self) {
            _ = try await register.retire(vaultKey: 0, by: scratch.by, now: Self.now)
        }
        register.close()
        let again = try await scratch.open(keys: scene.keys([0: try scene.first, 1: second], index: index))
        await #expect(throws: RegisterError.self, "what seals is not retired") {
            _ = try await again.retire(vaultKey: 1, by: scratch.by, now: Self.now)
        }
        #expect(try await again.retire(vaultKey: 0, by: scratch.by, now: Self.now) == .retired)
        #expect(try await again.retire(vaultKey: 0, by: scratch.by, now: Self.now) == .already)
        #expect(try await again.vaultOverview().keys.map(\.state) == [.retired, .current])
        again.close()

        let last = try await scratch.open(keys: scene.keys([1: second], index: index))
        try await scene.expectEverything(in: last)
        // And once more, with nothing left of the first.
        let third = try await rotate(last, to: 2, scratch)
        let next = try await last.reseal(by: scratch.by, now: Self.now)
        #expect(next.unreadable.isEmpty && Set(next.sealed.keys) == Set(Register.sealedColumns))
        last.close()
        let end = try await scratch.open(keys: scene.keys([1: second, 2: third], index: index))
        try await scene.expectEverything(in: end)
        let audit = try await end.verifyAudit()
        #expect(audit.problems == [])
        var events: [String] = []
        for number in 0..<(try await end.auditSize()) {
            let record = String(decoding: try await end.auditRecord(number) ?? [], as: UTF8.self)
            events += ["vault-key-used", "vault-resealed", "vault-key-retired"].filter { record.contains("\"\($0)\"") }
        }
        #expect(
            events == [
                "vault-key-used", "vault-resealed", "vault-key-retired", "vault-key-used", "vault-resealed",
            ])
        end.close()
    }

    @Test("A power cut at any transaction of sealing anew leaves everything readable, and the next run goes on")
    func cut() async throws {
        let scene = try await VaultScene()
        let scratch = scene.scratch
        let second = try await rotate(scene.company.register, to: 1, scratch)
        let index = scene.company.register.vaultIndex
        scene.company.register.close()
        let keys = scene.keys([0: try scene.first, 1: second], index: index)
        var step = 0
        var left = Int.max
        var isDone = false
        while !isDone {
            for moment in FaultyEngine.Moment.allCases where !isDone {
                var engine: FaultyEngine?
                let register = try await scratch.open(
                    keys: keys,
                    wrapping: { base in
                        let faulty = FaultyEngine(base, moment)
                        engine = faulty
                        return faulty
                    })
                // Further each time: every column is looked at again.
                engine?.cutPower(at: step)
                do {
                    _ = try await register.reseal(by: scratch.by, now: Self.now)
                    isDone = true
                } catch is FaultyEngine.PowerCut {}
                register.close()
            }
            let register = try await scratch.open(keys: keys)
            let now = try await boxes(register)[0] ?? 0
            #expect(now <= left)
            left = now
            try await scene.expectEverything(in: register)
            register.close()
            step += 1
        }
        #expect(left == 0)
        #expect(step > Register.sealedColumns.count / 2)
        let register = try await scratch.open(keys: keys)
        #expect(try await register.reseal(by: scratch.by, now: Self.now).boxes == 0)
        #expect(try await register.retire(vaultKey: 0, by: scratch.by, now: Self.now) == .retired)
        #expect(try await register.verifyAudit().problems == [])
        register.close()
        let alone = try await scratch.open(keys: scene.keys([1: second], index: index))
        try await scene.expectEverything(in: alone)
        alone.close()
    }

    @Test(
        "Making another key that is cut off leaves the old one sealing, or the new one known",
        arguments: FaultyEngine.Moment.allCases)
    func rotationCut(moment: FaultyEngine.Moment) async throws {
        let scratch = try ScratchRegister()
        let first = try await scratch.create()
        let index = first.vaultIndex
        _ = try await first.issue(Records.wang, by: scratch.by, now: Self.now)
        first.close()
        let second = try ScratchRegister.key()
        let keys = RegisterKeys(
            pass: scratch.keys.pass, status: scratch.keys.status, audit: scratch.keys.audit,
            receipt: scratch.keys.receipt,
            vault: VaultKeys(byNumber: [0: try #require(scratch.keys.vault.byNumber[0]), 1: second], index: index))
        var engine: FaultyEngine?
        let register = try await scratch.open(wrapping: { base in
            let faulty = FaultyEngine(base, moment)
            engine = faulty
            return faulty
        })
        engine?.cutPower(at: 0)
        await #expect(throws: FaultyEngine.PowerCut.self) {
            try await register.use(vaultKey: second, number: 1, by: scratch.by, now: Self.now)
        }
        register.close()
        let again = try await scratch.open(keys: keys)
        if moment != .after { try await again.use(vaultKey: second, number: 1, by: scratch.by, now: Self.now) }
        _ = try await again.issue(Records.person(2), by: scratch.by, now: Self.now)
        #expect(try await boxes(again) == [0: 1, 1: 1])
        again.close()
    }

    @Test("A register does not open without a key that it has boxes of, nor with another index")
    func missing() async throws {
        let scratch = try ScratchRegister()
        let register = try await scratch.create()
        let index = register.vaultIndex
        let second = try await rotate(register, to: 1, scratch)
        _ = try await register.issue(Records.wang, by: scratch.by, now: Self.now)
        register.close()
        let first = try #require(scratch.keys.vault.byNumber[0])
        var other = [UInt8](repeating: 7, count: IndexKey.byteCount)
        let foreign = try IndexKey(SecretBytes(wiping: &other))
        for vault in [
            VaultKeys(byNumber: [0: first], index: index), VaultKeys(byNumber: [1: second], index: index),
            VaultKeys(byNumber: [0: first, 1: try ScratchRegister.key()], index: index),
            VaultKeys(byNumber: [0: first, 1: second], index: foreign),
        ] {
            let keys = RegisterKeys(
                pass: scratch.keys.pass, status: scratch.keys.status, audit: scratch.keys.audit,
                receipt: scratch.keys.receipt, vault: vault)
            let error = await #expect(throws: RegisterError.self) { _ = try await scratch.open(keys: keys) }
            #expect(error?.code == .wrongKeys)
        }
        let good = RegisterKeys(
            pass: scratch.keys.pass, status: scratch.keys.status, audit: scratch.keys.audit,
            receipt: scratch.keys.receipt, vault: VaultKeys(byNumber: [0: first, 1: second], index: nil))
        try await scratch.open(keys: good).close()
    }

    @Test("A box that no key opens stays, is named, and keeps its key from being retired")
    func unreadable() async throws {
        let scratch = try ScratchRegister()
        let register = try await scratch.create()
        let index = register.vaultIndex
        for person in 1...3 { _ = try await register.issue(Records.person(person), by: scratch.by, now: Self.now) }
        let second = try await rotate(register, to: 1, scratch)
        register.close()
        try await scratch.tamper { database in
            try database.execute("UPDATE pass_identity SET sealed = zeroblob(88) WHERE pass = 2")
        }
        let keys = RegisterKeys(
            pass: scratch.keys.pass, status: scratch.keys.status, audit: scratch.keys.audit,
            receipt: scratch.keys.receipt,
            vault: VaultKeys(byNumber: [0: try #require(scratch.keys.vault.byNumber[0]), 1: second], index: index))
        let again = try await scratch.open(keys: keys)
        let report = try await again.reseal(by: scratch.by, now: Self.now)
        #expect(report.boxes == 2 && report.unreadable == ["pass_identity.sealed": 1])
        await #expect(throws: RegisterError.self) {
            _ = try await again.retire(vaultKey: 0, by: scratch.by, now: Self.now)
        }
        again.close()
    }

    @Test("A backup of before needs the keys of its time, and opens with them")
    func backup() async throws {
        let scene = try await VaultScene()
        let (register, scratch) = (scene.company.register, scene.scratch)
        let place = try ScratchFolder()
        _ = try await register.backup(to: place.path("b"), program: "test", isDevelopment: false, now: Self.now)
        let second = try await rotate(register, to: 1, scratch)
        let index = register.vaultIndex
        _ = try await register.reseal(by: scratch.by, now: Self.now)
        register.close()
        _ = try await Register.restore(from: place.path("b"), to: place.path("r"), now: Self.now + 60)
        let error = await #expect(throws: RegisterError.self) {
            _ = try await scratch.open(
                in: place.path("r"), keys: scene.keys([1: second], index: index), now: Self.now + 60)
        }
        #expect(error?.code == .wrongKeys && error?.description.contains("vault.sealed") == true)
        // With those of then and those of now: the database knows of the first only, and that one seals.
        let restored = try await scratch.open(
            in: place.path("r"), keys: scene.keys([0: try scene.first, 1: second], index: index), now: Self.now + 60)
        #expect(try await restored.opened(scene.opinion)?.messages.map(\.text) == [VaultScene.secret, "謝謝"])
        #expect(try await restored.vaultOverview().keys.map(\.number) == [0])
        restored.close()
    }

    /// Every column of bytes that is no box of the vault, and what it is. Who adds a table adds its columns here, or to
    /// `SealedColumn.all`.
    static let others: [String: String] = [
        // Random, or made from something random.
        "account.id": "random", "account_recovery_code.verifier": "keyed hash", "application.id": "random",
        "attachment.id": "random", "company.id": "random", "company_hook.id": "random", "company_token.id": "random",
        "contact_code.id": "random", "expected_visitor.context": "random", "mass_suspension.id": "random",
        "photo.name": "random", "photo_listing.photo": "photo.name", "pass_photo.photo": "photo.name",
        "roster_entry.id": "random", "staff_change.id": "random", "key_order.change": "staff_change.id",
        "payment_line.application": "application.id", "counter_code.application": "application.id",
        "retrieval_code.application": "application.id", "gate_journal.boot": "random", "gate_watch.boot": "random",
        "window_question.id": "random", "seminar_signup.id": "random",
        // Hashes that need the index's key, which stays.
        "account.email": "keyed hash", "application.contact": "keyed hash", "application_subject.subject": "keyed hash",
        "company_invitation.email": "keyed hash", "company_invitation.verifier": "keyed hash",
        "contribution.client": "keyed hash", "contribution.contact": "keyed hash",
        "contact_code.asked": "keyed hash", "contact_code.client": "keyed hash", "contact_code.contact": "keyed hash",
        "contact_code.verifier": "keyed hash", "counter_code.selector": "keyed hash",
        "enrolment_code.verifier": "hash of a random code", "hot_entry.subject": "keyed hash",
        "notice.contact": "keyed hash", "opinion.client": "keyed hash", "opinion.contact": "keyed hash",
        "opinion.verifier": "keyed hash", "pass_identity.subject": "keyed hash", "pass_subject.subject": "keyed hash",
        "pending_sign_in.verifier": "keyed hash", "port_order.subject": "keyed hash",
        "recovery_hash.selector": "keyed hash", "retrieval_code.verifier": "keyed hash",
        "roster_entry.subject": "keyed hash", "satisfaction.contact": "keyed hash", "satisfaction.digest": "hash",
        "sign_in_attempt.account": "keyed hash", "sign_in_attempt.client": "keyed hash", "staff.email": "keyed hash",
        "staff_invitation.verifier": "keyed hash", "violation.subject": "keyed hash",
        "seminar_signup.client": "keyed hash", "seminar_signup.contact": "keyed hash", "seminar_signup.digest": "hash",
        "web_session_grant.subject": "keyed hash, or an id",
        // Passwords and codes that cost something to try.
        "account.digest": "Argon2id", "account.salt": "Argon2id", "counter_code.digest": "Argon2id",
        "counter_code.salt": "Argon2id", "recovery_hash.digest": "Argon2id", "recovery_hash.salt": "Argon2id",
        // Plain hashes.
        "audit_tile.hashes": "hash", "company_token.digest": "hash", "company_token_answer.key": "hash",
        "company_token_answer.request": "hash", "gate_journal.hash": "hash", "gate_record.hash": "hash",
        "gate_record_aside.hash": "hash", "gate_record_aside.previous": "hash", "lost_digest.digest": "hash",
        "pass.digest": "hash", "payment_notification.digest": "hash", "photo.digest": "hash",
        "photo_listing.digest": "hash", "publication.policy": "hash", "rule_set.digest": "hash",
        "seed_version.digest": "hash", "ship_feed.digest": "hash", "staff_change.digest": "hash",
        "staff_session.digest": "hash", "violation.rules": "hash", "web_session.digest": "hash",
        "enrolled_gate.root_digest": "hash", "window_receipt.digest": "hash",
        // Public keys, signatures, and what is signed.
        "enrolled_gate.box_key": "public", "enrolled_gate.public_key": "public", "pass.payload": "signed",
        "pass_signature.signature": "signature", "port_key_copy.box_key": "public", "signing_key.public_key": "public",
        "status_token.token": "signed", "vault_key.public_key": "public", "audit_record.record": "in no need of it",
        // Sealed with other keys.
        "directory_shard.sealed": "the port's key", "photo.sealed": "the pass's secret",
        "port_key_copy.sealed": "the gate's key",
        // In the clear, and why.
        "alarm_step.note": "what the office wrote of a gate", "company_token_answer.body": "an answer without names",
        "finding.detail": "of a gate's journal", "gate_journal.arrivals": "times", "gate_place.place": "of a gate",
        "gate_record.record": "a gate's journal", "gate_record_aside.record": "a gate's journal",
        "gate_task.guard": "a guard's report", "gate_task.note": "a guard's report",
        "gate_task.number": "a guard's report", "gate_task.plate": "a guard's report",
        "open_data_release.content": "public", "announcement_revision.content": "public",
        "announcement.draft": "to be public", "consultation_revision.content": "public",
        "consultation.draft": "to be public", "seminar.draft": "to be public",
        "seminar_revision.content": "public, but for a link to who comes", "ship_list.calls": "public",
        "payment_notification.fields": "the payment service's word", "port_order.note": "of an order to gates",
        "rule_set.content": "public", "seed_file.content": "public", "ship_change.body": "public",
        "ship_feed.calls": "public", "ship_feed.oddities": "public", "staff_change.document": "ids and numbers",
        "status_permutation.indices": "places of passes",
    ]

    @Test("Every column of bytes is sealed anew, or is known to be no box")
    func columns() async throws {
        let scratch = try ScratchRegister()
        try await scratch.create().close()
        nonisolated(unsafe) var found: Set<String> = []
        try await scratch.tamper { database in
            let rows = try database.rows(
                """
                SELECT tables.name, columns.name FROM sqlite_master AS tables, pragma_table_info(tables.name) AS columns
                WHERE tables.type = 'table' AND columns.type = 'BLOB'
                """)
            for row in rows { found.insert("\(try row.text(0)).\(try row.text(1))") }
        }
        let known = Set(Register.sealedColumns)
        #expect(known.isSubset(of: found))
        #expect(known.isDisjoint(with: Self.others.keys))
        #expect(found.subtracting(known).subtracting(Self.others.keys).sorted() == [])
        #expect(Set(Self.others.keys).subtracting(found).sorted() == [], "columns that are no more")
    }
}
