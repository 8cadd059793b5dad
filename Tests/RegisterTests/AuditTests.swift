import Foundation
import PassCrypto
import PassFormat
import Register
import SQLStore
import Testing

@Suite("The audit log")
struct AuditTests {
    static let now = ScratchRegister.now
    let scratch: ScratchRegister

    init() throws { scratch = try ScratchRegister() }

    /// A register with a history and check points at some sizes, closed.
    /// - Returns: a check point that a gate carried away, and the size of the log.
    private func history() async throws -> (note: String, size: Int64) {
        let register = try await scratch.create()
        var passes: [IssuedPass] = []
        for person in 1...5 {
            passes.append(
                try #require(try await register.issue(Records.person(person), by: scratch.by, now: Self.now).pass))
        }
        _ = try await register.checkpoint(now: Self.now)
        _ = try await register.change(.suspend, passes[0].id, reason: "lost", by: scratch.by, now: Self.now)
        let note = try await register.checkpoint(now: Self.now)
        _ = try await register.change(.revoke, passes[1].id, reason: "forgery", by: scratch.by, now: Self.now)
        _ = try await register.change(.reinstate, passes[0].id, reason: "found", by: scratch.by, now: Self.now)
        _ = try await register.checkpoint(now: Self.now)
        let size = try await register.auditSize()
        #expect(try await register.verifyAudit(against: [note]).isIntact)
        register.close()
        return (note, size)
    }

    private func verify(against notes: [String] = []) async throws -> AuditReport {
        let register = try await scratch.open()
        defer { register.close() }
        return try await register.verifyAudit(against: notes)
    }

    @Test(
        "refuses updates and deletions, by the database itself",
        arguments: [
            "UPDATE audit_record SET record = x'00' WHERE number = 1", "DELETE FROM audit_record WHERE number = 1",
            "UPDATE audit_checkpoint SET size = 1", "DELETE FROM audit_checkpoint", "DELETE FROM pass",
            "UPDATE pass SET expires = expires + 1", "UPDATE pass SET idx = idx + 1",
            "UPDATE pass_signature SET pass = pass",
            "DELETE FROM pass_signature",
        ] as [StaticString])
    func appendOnly(statement: StaticString) async throws {
        _ = try await history()
        await #expect(throws: StoreError.self) { try await scratch.tamper { try $0.execute(statement) } }
    }

    @Test("finds a changed record and names it", arguments: [0, 3, 7, 12] as [Int64])
    func changedRecord(number: Int64) async throws {
        _ = try await history()
        try await scratch.tamper { database in
            _ = try database.row("DROP TRIGGER audit_record_is_never_changed")
            try database.execute(
                "UPDATE audit_record SET record = CAST(replace(record, 'test', 'tess') AS BLOB) WHERE number = ?",
                .integer(number))
        }
        let report = try await verify()
        #expect(report.problems.first?.record == number)
        #expect(report.problems.first?.description.contains("record \(number)") == true)
    }

    @Test("finds a record that was taken out, and the first of several changes")
    func removedRecord() async throws {
        let (_, size) = try await history()
        try await scratch.tamper { database in
            _ = try database.row("DROP TRIGGER audit_record_is_never_removed")
            try database.execute("DELETE FROM audit_record WHERE number IN (4, 9)")
        }
        let report = try await verify()
        #expect(report.problems.first?.record == 4)
        #expect(report.problems.first?.description == "record 4 is missing")
        #expect(size > 9)
    }

    @Test("finds a log that was cut at its end, by its own check points and by one that a gate brought back")
    func cutLog() async throws {
        let (note, size) = try await history()
        try await scratch.tamper { database in
            _ = try database.row("DROP TRIGGER audit_record_is_never_removed")
            _ = try database.row("DROP TRIGGER audit_checkpoint_is_never_removed")
            try database.execute("DELETE FROM audit_record WHERE number >= 6")
            try database.execute("DELETE FROM audit_checkpoint WHERE size > 6")
            try database.execute("UPDATE audit_tile SET hashes = substr(hashes, 1, 6 * 32)")
        }
        #expect(size > 6)
        let alone = try await verify()
        // Without the gate's check point only the passes give it away.
        #expect(alone.problems.allSatisfy { $0.record == nil })
        #expect(!alone.isIntact)
        let brought = try await verify(against: [note])
        #expect(brought.problems.first?.record == 6)
        #expect(brought.problems.first?.description.contains("cut") == true)
    }

    @Test("finds a record that was rewritten together with its hashes, between the check points that frame it")
    func rewrittenLog() async throws {
        let (_, size) = try await history()
        try await scratch.tamper { database in
            _ = try database.row("DROP TRIGGER audit_record_is_never_changed")
            let row = try database.row("SELECT record FROM audit_record WHERE number = ?", .integer(size - 1))
            var record = try row?.blob(0) ?? []
            if let place = String(decoding: record, as: UTF8.self).range(of: "test")?.lowerBound {
                record[place.utf16Offset(in: String(decoding: record, as: UTF8.self))] = UInt8(ascii: "b")
            }
            try database.execute(
                "UPDATE audit_record SET record = ? WHERE number = ?", .blob(record), .integer(size - 1))
            try database.execute(
                "UPDATE audit_tile SET hashes = CAST(substr(hashes, 1, ?) || ? AS BLOB) WHERE level = 0 AND tile = 0",
                .integer((size - 1) * 32), .blob(MerkleHash.leaf(record)))
        }
        let report = try await verify()
        let problem = try #require(report.problems.first)
        let first = try #require(problem.record)
        #expect(problem.description.contains("one of the records \(first) to \(size - 1)"))
        #expect(first > 5)
    }

    @Test("finds changed hashes of the tree where no record was changed")
    func changedTree() async throws {
        let (_, size) = try await history()
        try await scratch.tamper { database in
            try database.execute(
                "UPDATE audit_tile SET hashes = CAST(substr(hashes, 1, 64) || zeroblob(32) || substr(hashes, 97) AS BLOB)"
            )
        }
        let report = try await verify()
        #expect(report.size == size)
        #expect(report.problems.first?.record == 2)
    }

    @Test(
        "finds a pass that was changed without a record",
        arguments: [
            ("UPDATE pass SET state = 1 WHERE state = 4", "is active in the register, but revoked by the log"),
            ("UPDATE pass SET payload = x'a0' WHERE seq = 3", "is not what was signed"),
        ] as [(StaticString, String)])
    func changedPass(statement: StaticString, words: String) async throws {
        _ = try await history()
        try await scratch.tamper { try $0.execute(statement) }
        let report = try await verify()
        #expect(report.problems.contains { $0.description.contains(words) }, "\(report.problems)")
    }

    @Test("refuses check points of another log, of another key, and forged ones")
    func foreignCheckpoints() async throws {
        let (note, size) = try await history()
        let thief = try ScratchRegister.key()
        let forged = SignedCheckpoint(
            Checkpoint(origin: "pass.example/audit", size: size, root: MerkleHash.empty), key: thief
        ).note
        let foreign = SignedCheckpoint(
            Checkpoint(origin: "elsewhere.example/audit", size: size, root: MerkleHash.empty), key: scratch.keys.audit
        ).note
        let contradicting = SignedCheckpoint(
            Checkpoint(origin: "pass.example/audit", size: 7, root: MerkleHash.leaf([1])), key: scratch.keys.audit
        ).note
        for bad in [forged, foreign, note + "x", "", note.replacingOccurrences(of: "\n\n", with: "\n")] {
            let report = try await verify(against: [bad])
            #expect(report.problems.first?.description.contains("not signed by this register") == true)
        }
        #expect(try await verify(against: [contradicting]).problems.first?.record != nil)
        #expect(try await verify(against: [note]).isIntact)
    }

    @Test("gives proofs that hold against its check points")
    func proofs() async throws {
        _ = try await history()
        let register = try await scratch.open()
        let keys = [scratch.keys.audit.publicKey]
        let note = try await register.checkpoint(now: Self.now)
        let head = try #require(SignedCheckpoint(verifying: note, origin: "pass.example/audit", keys: keys)).checkpoint
        for number in 0..<head.size {
            let record = try #require(try await register.auditRecord(number))
            let proof = try await register.inclusionProof(of: number, in: head.size)
            #expect(
                MerkleProof.isIncluded(
                    leaf: MerkleHash.leaf(record), index: number, size: head.size, proof: proof, root: head.root))
        }
        _ = try await register.issue(Records.person(99), by: scratch.by, now: Self.now)
        let later = try #require(
            SignedCheckpoint(verifying: try await register.checkpoint(now: Self.now), origin: head.origin, keys: keys)
        ).checkpoint
        let proof = try await register.consistencyProof(from: head.size, to: later.size)
        #expect(
            MerkleProof.isConsistent(
                old: head.size, oldRoot: head.root, new: later.size, newRoot: later.root, proof: proof))
        await #expect(throws: RegisterError.self) { try await register.inclusionProof(of: later.size, in: later.size) }
        await #expect(throws: RegisterError.self) { try await register.consistencyProof(from: 2, to: later.size + 1) }
        #expect(try await register.auditRecord(later.size) == nil)
        register.close()
    }

    @Test("a check point reads back as it was signed, and not with a single byte changed")
    func checkpointText() throws {
        let key = try ScratchRegister.key()
        let checkpoint = Checkpoint(origin: "pass.example/audit", size: 20_852_163, root: MerkleHash.leaf([7]))
        let signed = SignedCheckpoint(checkpoint, key: key)
        let lines = signed.note.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 6)
        #expect(lines[0] == "pass.example/audit" && lines[1] == "20852163" && lines[3] == "" && lines[5] == "")
        #expect(lines[4].hasPrefix("\u{2014} pass.example/audit "))
        func read(_ note: String) -> Checkpoint? {
            SignedCheckpoint(verifying: note, origin: checkpoint.origin, keys: [key.publicKey])?.checkpoint
        }
        #expect(read(signed.note) == checkpoint)
        let bytes = Array(signed.note.utf8)
        for place in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[place] ^= 1 << bit
                #expect(read(String(decoding: changed, as: UTF8.self)) == nil)
            }
        }
    }
}
