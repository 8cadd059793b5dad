import Foundation
import GateMessages
import PassCrypto
import PassFormat
import Register
import SQLStore
import ServiceScenes
import Testing

@Suite("Somebody who can write to the database")
struct AuditTamperingTests {
    static let now = ScratchRegister.now
    static let origin = "pass.example/audit"
    let scratch: ScratchRegister

    init() throws { scratch = try ScratchRegister() }

    /// A register with a history, closed; a gate has brought a checkpoint back in its journal, and the log went on after it.
    /// - Parameter isBroughtBack: false for a gate that has it still to bring.
    /// - Returns: the gate, with the record in its journal.
    private func history(isBroughtBack: Bool = true) async throws -> Kiosk {
        let register = try await scratch.create()
        var kiosk = try await scratch.kiosk("KEL-E1", in: register)
        var passes: [IssuedPass] = []
        for person in 1...4 {
            passes.append(
                try #require(try await register.issue(Records.person(person), by: scratch.by, now: Self.now).pass))
        }
        _ = try await register.change(.suspend, passes[0].id, reason: "lost", by: scratch.by, now: Self.now)
        let note = try await register.checkpoint(now: Self.now)
        try kiosk.open(at: Self.now)
        try kiosk.keep(checkpoint: note, at: Self.now + 1)
        if isBroughtBack { _ = try await register.accept(kiosk.everything, now: Self.now + 2) }
        _ = try await register.change(.revoke, passes[1].id, reason: "forgery", by: scratch.by, now: Self.now + 3)
        _ = try await register.checkpoint(now: Self.now + 3)
        let report = try await register.verifyAudit()
        #expect(report.problems == [] && report.broughtBack == (isBroughtBack ? 1 : 0))
        register.close()
        return kiosk
    }

    private func problems(against notes: [String] = []) async throws -> [AuditProblem] {
        let register = try await scratch.open()
        defer { register.close() }
        return try await register.verifyAudit(against: notes).problems
    }

    /// Reads all records, lets `change` rewrite them, and makes everything fit again: numbers, hashes, and checkpoints signed
    /// with the register's own audit key. The strongest attack: whoever has the machine has that key, too.
    private func rewrite(_ change: @escaping @Sendable ([[UInt8]]) -> [[UInt8]]) async throws {
        let key = scratch.keys.audit
        try await scratch.tamper { database in
            for statement in [
                "DROP TRIGGER audit_record_is_never_changed", "DROP TRIGGER audit_record_is_never_removed",
                "DROP TRIGGER audit_checkpoint_is_never_changed", "DROP TRIGGER audit_checkpoint_is_never_removed",
            ] as [StaticString] {
                _ = try database.row(statement)
            }
            let records = change(
                try database.rows("SELECT record FROM audit_record ORDER BY number").map { try $0.blob(0) })
            #expect(records.count < HashTile.width)
            let sizes = try database.rows("SELECT size FROM audit_checkpoint").map { try $0.integer(0) }
            for table in ["DELETE FROM audit_record", "DELETE FROM audit_tile", "DELETE FROM audit_checkpoint"]
                as [StaticString]
            {
                try database.execute(table)
            }
            var hashes: [[UInt8]] = []
            for (number, record) in records.enumerated() {
                let text = String(decoding: record, as: UTF8.self)
                let renumbered = [UInt8](
                    text.replacing(try Regex("\"n\":[0-9]+"), with: "\"n\":\(number)").utf8)
                hashes.append(MerkleHash.leaf(renumbered))
                try database.execute(
                    "INSERT INTO audit_record (number, record) VALUES (?, ?)", .integer(Int64(number)),
                    .blob(renumbered))
            }
            try database.execute(
                "INSERT INTO audit_tile (level, tile, hashes) VALUES (0, 0, ?)", .blob(hashes.flatMap(\.self)))
            for size in Set(sizes.map { min(Int($0), records.count) } + [records.count]) {
                let checkpoint = Checkpoint(
                    origin: Self.origin, size: Int64(size), root: Self.root(hashes.prefix(size)))
                try database.execute(
                    "INSERT INTO audit_checkpoint (size, signed_at, note) VALUES (?, 0, ?)", .integer(Int64(size)),
                    .text(SignedCheckpoint(checkpoint, key: key).note))
            }
        }
    }

    /// RFC 6962 section 2.1, as it is written there.
    private static func root(_ hashes: ArraySlice<[UInt8]>) -> [UInt8] {
        guard hashes.count > 1, let first = hashes.indices.first else { return hashes.first ?? MerkleHash.empty }
        var split = 1
        while split * 2 < hashes.count { split *= 2 }
        return MerkleHash.node(root(hashes[first..<first + split]), root(hashes[(first + split)...]))
    }

    @Test(
        "The rewriting of this test leaves nothing to find where nothing was changed: it is the attack, not its clumsiness"
    )
    func faithful() async throws {
        _ = try await history()
        try await rewrite { $0 }
        #expect(try await problems() == [])
    }

    @Test("A log that has one person propose and agree is told of, whatever else fits")
    func oneForTwo() async throws {
        let register = try await scratch.create()
        let (anna, bo) = (try Principal("staff:anna"), try Principal("staff:bo"))
        let pass = try #require(try await register.issue(Records.person(1), by: scratch.by, now: Self.now).pass)
        let change = try await register.propose(
            .revoke([pass.id], reason: "forgery"), note: "", by: anna, now: Self.now)
        _ = try await register.decide(.agree, change.id, seen: change.digest, by: bo, now: Self.now)
        #expect(try await register.verifyAudit().problems == [])
        register.close()
        try await rewrite { records in
            records.map { [UInt8](String(decoding: $0, as: UTF8.self).replacing("staff:bo", with: "staff:anna").utf8) }
        }
        let found = try await problems()
        #expect(
            found.contains {
                $0.record != nil && $0.description.contains("decides on a change that staff:anna could not decide on")
            }, "\(found)")
    }

    @Test("A log that was rewritten as a whole, with all hashes and signatures, is found by what the gate brought back")
    func rewrittenWhole() async throws {
        _ = try await history()
        try await rewrite { records in
            records.map { record in
                [UInt8](
                    String(decoding: record, as: UTF8.self).replacing(
                        "\"reason\":\"lost\"", with: "\"reason\":\"found\""
                    )
                    .utf8)
            }
        }
        let found = try await problems()
        #expect(found.count == 1)
        #expect(found.first?.description.contains("the gate KEL-E1 brought back contradicts") == true)
    }

    @Test("Without what a gate kept, the same is not found: that is what gates keep checkpoints for")
    func undetectedAlone() async throws {
        let kiosk = try await history(isBroughtBack: false)
        try await rewrite { records in
            records.map { record in
                [UInt8](
                    String(decoding: record, as: UTF8.self).replacing(
                        "\"reason\":\"lost\"", with: "\"reason\":\"found\""
                    )
                    .utf8)
            }
        }
        #expect(try await problems() == [])
        // The gate comes back: an alarm at once, and the proof from then on.
        let register = try await scratch.open()
        _ = try await register.accept(kiosk.everything, now: Self.now + 10)
        let findings = try await register.findings(after: 0, limit: 10)
        #expect(findings.map(\.finding.kind) == [.auditContradicted])
        #expect(try await register.verifyAudit().problems.count == 1)
        register.close()
    }

    @Test("A record that was put in, taken out, or exchanged with its neighbour, all hashes made to fit, is found")
    func shapes() async throws {
        for shape in 0..<3 {
            let scene = try AuditTamperingTests()
            _ = try await scene.history()
            try await scene.rewrite { records in
                var records = records
                switch shape {
                case 0: records.insert(records[6], at: 7)
                case 1: records.remove(at: 6)
                default: records.swapAt(5, 6)
                }
                return records
            }
            let found = try await scene.problems()
            #expect(found.contains { $0.description.contains("brought back contradicts") }, "\(shape): \(found)")
        }
    }

    @Test("A tail that was cut off, with the checkpoints after it, is found by what the gate brought back")
    func cutTail() async throws {
        _ = try await history()
        try await rewrite { Array($0.prefix($0.count - 6)) }
        #expect(
            try await problems().contains {
                $0.description.contains("the log was cut") && $0.description.contains("KEL-E1")
            })
    }

    @Test(
        "A record of a journal that was changed, taken out or cut off is found, and named",
        arguments: [
            "UPDATE gate_record SET record = CAST(substr(record, 1, length(record) - 1) || x'00' AS BLOB) WHERE sequence = 2",
            "UPDATE gate_record SET hash = zeroblob(32) WHERE sequence = 2",
            "DELETE FROM gate_record WHERE sequence = 1", "DELETE FROM gate_record WHERE sequence = 2",
            "UPDATE gate_journal SET through = 1", "UPDATE gate_journal SET hash = zeroblob(32)",
            "UPDATE gate_record SET kind = kind + 1 WHERE sequence = 2",
            "UPDATE gate_record SET wall = wall - 1 WHERE sequence = 2",
            "UPDATE gate_record SET time = time - 1 WHERE sequence = 2",
            "UPDATE gate_record SET received_at = received_at - 1 WHERE sequence = 2",
            "UPDATE gate_record SET pass = 1 WHERE sequence = 2",
            "UPDATE gate_record SET number = 'KEL' WHERE sequence = 1",
            "UPDATE gate_record SET verdict = 0 WHERE sequence = 1",
            "UPDATE gate_record SET direction = 1 WHERE sequence = 1",
            "UPDATE gate_journal SET epoch = epoch + 1", "UPDATE gate_journal SET wall = wall - 1",
            "UPDATE gate_journal SET boot = zeroblob(16)", "UPDATE gate_journal SET uptime = uptime + 1",
            "UPDATE gate_journal SET received_first = received_first + 1",
            "UPDATE gate_journal SET arrivals = zeroblob(32)", "UPDATE gate_journal SET arrivals_from = 1",
        ] as [StaticString])
    func journal(statement: StaticString) async throws {
        _ = try await history()
        try await scratch.tamper { database in
            _ = try database.row("DROP TRIGGER gate_record_is_never_changed")
            try database.execute(statement)
        }
        let found = try await problems()
        #expect(found.contains { $0.description.contains("journal KEL-E1/") }, "\(found)")
    }

    @Test(
        "A journal that was shortened, or whose records came at other times, with all that is said of it made to fit, is found"
    )
    func heldJournal() async throws {
        for isShortened in [true, false] {
            let scene = try AuditTamperingTests()
            _ = try await scene.history()
            let register = try await scene.scratch.open()
            try await register.holdJournals(by: scene.scratch.by, now: Self.now + 5)
            // Nothing grew since, and the hour is not over: nothing more is said of them.
            try await register.holdJournals(by: scene.scratch.by, now: Self.now + 6)
            let held = try await register.auditPage(before: nil, limit: 9, filter: .event("journals-held")).entries
                .count
            #expect(held == 1)
            let problems = try await register.verifyAudit().problems
            #expect(problems == [])
            register.close()
            try await scene.scratch.tamper { database in
                _ = try database.row("DROP TRIGGER gate_record_is_never_changed")
                if isShortened {
                    try database.execute("DELETE FROM gate_record WHERE sequence = 2")
                } else {
                    try database.execute("UPDATE gate_record SET received_at = received_at - 60, time = time - 60")
                }
                try Self.makeJournalFit(database)
            }
            let found = try await scene.problems()
            #expect(found.contains { $0.description.contains("is not what the log says") }, "\(isShortened): \(found)")
        }
    }

    /// What is said of the only journal, recomputed from its records as they are, the way docs/threat-model.md describes it.
    private static func makeJournalFit(_ database: any SQLWriting) throws {
        func number(_ values: [Int64]) -> [UInt8] {
            values.flatMap { value in (0..<8).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) } }
        }
        func link(_ before: [UInt8], _ values: [Int64]) -> [UInt8] {
            Hash.sha256(Array("portpass/arrivals/v1".utf8) + before + number(values))
        }
        let begun = try #require(try database.integer("SELECT received_first FROM gate_journal"))
        var arrivals = link([UInt8](repeating: 0, count: 32), [begun])
        for row in try database.rows("SELECT sequence, received_at, time FROM gate_record ORDER BY sequence") {
            arrivals = link(arrivals, [try row.integer(0), try row.integer(1), try row.integer(2)])
        }
        let last = try #require(
            try database.row("SELECT sequence, hash, record FROM gate_record ORDER BY sequence DESC LIMIT 1"))
        let record = try JournalRecord(decoding: last.blob(2))
        try database.execute(
            """
            UPDATE gate_journal SET through = ?, held = ?, hash = ?, wall = ?, boot = ?, uptime = ?, trust_version = ?,
                trust_issued = ?, arrivals = ?
            """,
            .integer(last.integer(0)), .integer(last.integer(0)), .blob(last.blob(1)), .integer(record.moment.wall),
            .blob(record.moment.boot), .integer(record.moment.uptime), .integer(record.trust?.version),
            .integer(record.trust?.issued), .blob(arrivals))
    }

    @Test("A check point that is kept as that of another size is found")
    func misfiledCheckpoint() async throws {
        _ = try await history()
        try await scratch.tamper { database in
            _ = try database.row("DROP TRIGGER audit_checkpoint_is_never_changed")
            try database.execute(
                "UPDATE audit_checkpoint SET size = size + 1 WHERE size = (SELECT MAX(size) FROM audit_checkpoint)")
        }
        #expect(try await problems().contains { $0.description.contains("kept as another's") })
    }

    @Test(
        "A key whose state was changed without a record is found",
        arguments: [
            (
                "UPDATE signing_key SET state = 'retired' WHERE state = 'compromised'",
                "is retired in the register, but compromised"
            ),
            ("UPDATE signing_key SET use = 'receipt' WHERE state = 'compromised'", "unknown by the log"),
        ] as [(StaticString, String)])
    func key(statement: StaticString, words: String) async throws {
        let register = try await scratch.create()
        try await register.markCompromised(
            KeyID(rawValue: scratch.keys.pass.publicKey.keyID), by: scratch.by, now: Self.now)
        #expect(try await register.verifyAudit().problems == [])
        register.close()
        try await scratch.tamper { try $0.execute(statement) }
        #expect(try await problems().contains { $0.description.contains(words) })
    }

    @Test("A gate that brings back what no audit key of this register signed is an alarm, and no proof of anything")
    func foreignCheckpoint() async throws {
        let register = try await scratch.create()
        var kiosk = try await scratch.kiosk("KEL-E1", in: register)
        try kiosk.open(at: Self.now)
        let stranger = SignedCheckpoint(
            Checkpoint(origin: Self.origin, size: 3, root: MerkleHash.empty), key: try ScratchRegister.key())
        try kiosk.keep(checkpoint: stranger.note, at: Self.now + 1)
        try kiosk.keep(checkpoint: "\u{0}not a note", at: Self.now + 2)
        let receipt = try scratch.receipt(await register.accept(kiosk.everything, now: Self.now + 3))
        #expect(receipt?.through == 3)
        #expect(
            try await register.findings(after: 0, limit: 10).map(\.finding.kind) == [
                .auditContradicted, .auditContradicted,
            ])
        register.close()
    }

    @Test("Pages of records, newest first, by subject; every record once")
    func pages() async throws {
        _ = try await history()
        let register = try await scratch.open()
        func all(_ filter: AuditFilter, limit: Int) async throws -> [AuditEntry] {
            var entries: [AuditEntry] = []
            var before: Int64?
            repeat {
                let page = try await register.auditPage(before: before, limit: limit, filter: filter)
                #expect(page.entries.count <= limit)
                entries += page.entries
                before = page.next
            } while before != nil
            return entries
        }
        let size = try await register.auditSize()
        for limit in [1, 3, 100] {
            let numbers = try await all(.everything, limit: limit).map(\.number)
            #expect(numbers == (0..<size).reversed())
        }
        let number = try #require(
            try await all(.event("pass-revoke"), limit: 10).first?.details.first { $0.name == "number" })
        let events = try await all(.pass(number.values[0]), limit: 2).map(\.event)
        #expect(events == ["pass-revoke", "passes-released", "pass-intended"])
        #expect(try await all(.gate("KEL-E1"), limit: 2).map(\.event) == ["gate-enrolled", "gate-invited"])
        let everything = try await all(.everything, limit: 100)
        let ours = everything.filter { $0.by == scratch.by.name }
        #expect(try await all(.principal(scratch.by.name), limit: 7) == ours)
        #expect(!ours.isEmpty && ours.count < everything.count)
        #expect(try await all(.principal("nobody"), limit: 7).isEmpty)
        #expect(try await all(.pass("a\u{0}b"), limit: 7).isEmpty)
        nonisolated(unsafe) var exported: [[UInt8]] = []
        try await register.exportAudit(2..<5, filter: .everything) { exported.append($0) }
        #expect(exported.count == 3)
        for (offset, record) in exported.enumerated() {
            #expect(try await register.auditRecord(Int64(2 + offset)) == record)
        }
        register.close()
    }
}
