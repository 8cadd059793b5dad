import Foundation
import GateMessages
import PassCrypto
import PassFormat
import Register
import SQLStore
import ServiceScenes

extension ScratchRegister {
    var rootDigest: [UInt8] {
        get throws { Hash.sha256([UInt8](try Data(contentsOf: URL(filePath: folder + "/tuf/metadata/1.root.json")))) }
    }

    /// A kiosk that is a gate of the register.
    func kiosk(_ gate: WireText, in register: Register, at time: Int64 = ScratchRegister.now) async throws -> Kiosk {
        let kiosk = try Kiosk(gate, startingAt: time)
        try await kiosk.enrol(in: register, root: rootDigest, by: by, at: time)
        return kiosk
    }

    func receipt(_ envelope: [UInt8]) throws -> Receipt? { try Answers.receipt(envelope, key: keys.receipt.publicKey) }

    /// What the tables hold that gates filled, as text, without what depends on the moment of arrival. The register must be
    /// closed.
    func journalDump() async throws -> [String] {
        let engine = try SQLiteEngine(path: folder + "/register.sqlite", schema: RegisterSchema.schema, mode: .existing)
        defer { try? engine.close() }
        return try await engine.read { database in
            var lines: [String] = []
            func add(_ title: String, _ sql: StaticString) throws {
                try database.forEachRow(sql, []) { lines.append("\(title): \($0.values)") }
            }
            try add(
                "journal",
                """
                SELECT gate, epoch, through, hash, wall, boot, uptime, trust_version, trust_issued FROM gate_journal
                ORDER BY gate, epoch
                """)
            try add(
                "record",
                """
                SELECT gate, epoch, sequence, gate_record.hash, kind, gate_record.wall, time, pass, number, verdict,
                    direction, record
                FROM gate_record JOIN gate_journal ON gate_journal.seq = gate_record.journal
                ORDER BY gate, epoch, sequence
                """)
            try add(
                "aside",
                """
                SELECT gate, epoch, sequence, gate_record_aside.hash, is_fork, record
                FROM gate_record_aside JOIN gate_journal ON gate_journal.seq = gate_record_aside.journal
                ORDER BY gate, epoch, sequence, gate_record_aside.hash
                """)
            try add(
                "movement",
                "SELECT number, time, gate, epoch, sequence, state FROM movement ORDER BY number, time, gate, sequence")
            try add(
                "presence",
                "SELECT port, number, state, time, gate, epoch, sequence FROM presence ORDER BY port, number")
            try add("mark", "SELECT gate, version, issued, time FROM trust_mark ORDER BY gate, seq")
            try add(
                "finding",
                """
                SELECT name, kind, gate, epoch, sequence, pass, number, time, detail FROM finding
                WHERE closed_at IS NULL ORDER BY name
                """)
            return lines
        }
    }
}
