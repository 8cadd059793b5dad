import PassCrypto
import SQLStore

extension Register {
    /// How many records the audit log has.
    package func auditSize() async throws -> Int64 {
        try await engine.read { try AuditStore.size($0) }
    }

    /// A signed check point of the log as it stands; the last one again when nothing was added since.
    package func checkpoint(now: Int64) async throws -> String {
        let origin = seeds.auditOrigin
        let key = try await signer(.audit, now: now).handle
        let (state, newest) = try await engine.read { database -> (Checkpoint, (size: Int64, note: String)?) in
            let size = try AuditStore.size(database)
            let root = try AuditStore.tree(database, size: size).root(of: size)
            return (Checkpoint(origin: origin, size: size, root: root), try AuditStore.newestCheckpoint(database))
        }
        if let newest, newest.size == state.size,
            SignedCheckpoint(verifying: newest.note, origin: origin, keys: [key.publicKey])?.checkpoint == state
        {
            return newest.note
        }
        let signed = SignedCheckpoint(state, key: key)
        try await engine.write { try AuditStore.keep(signed, at: now, $0) }
        return signed.note
    }

    /// One record of the log: canonical JSON.
    /// - Returns: nil beyond its end.
    package func auditRecord(_ number: Int64) async throws -> [UInt8]? {
        try await engine.read { try AuditStore.record(number, $0) }
    }

    /// That a record stands in the log of the first `size` records (RFC 6962 section 2.1.1).
    /// - Throws: ``RegisterError`` with code `invalidArgument` outside the log.
    package func inclusionProof(of number: Int64, in size: Int64) async throws -> [[UInt8]] {
        try await engine.read { database in
            let whole = try AuditStore.size(database)
            guard (0..<size).contains(number), size <= whole else { throw Self.outsideTheLog(whole) }
            return try AuditStore.tree(database, size: whole).inclusionProof(of: number, in: size)
        }
    }

    /// That the log of `old` records is a start of that of `new` (RFC 6962 section 2.1.2).
    package func consistencyProof(from old: Int64, to new: Int64) async throws -> [[UInt8]] {
        try await engine.read { database in
            let whole = try AuditStore.size(database)
            guard 0 <= old, old <= new, new <= whole else { throw Self.outsideTheLog(whole) }
            return try AuditStore.tree(database, size: whole).consistencyProof(from: old, to: new)
        }
    }

    private static func outsideTheLog(_ size: Int64) -> RegisterError {
        RegisterError(.invalidArgument, "the audit log has \(size) records: ask for a number within it")
    }

    /// Recomputes everything: each record's hash, the tree, every check point, and what the log says of each pass against what the
    /// register holds.
    /// - Parameter checkpoints: signed notes that gates brought back; the register's own are always checked.
    package func verifyAudit(against checkpoints: [String] = []) async throws -> AuditReport {
        let origin = seeds.auditOrigin
        return try await engine.read { database in
            try AuditVerifier(origin: origin, database: database).verify(against: checkpoints)
        }
    }
}
