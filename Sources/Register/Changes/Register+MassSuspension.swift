import PassCrypto
import PassFormat
import SQLStore

// Suspending everything that a company's people and vehicles have: at once, by one person, and undone as easily (DESIGN section 7).
extension Register {
    /// Seconds in which one person may undo it; after that each suspension is lifted by two.
    package static let massUndoLasts: Int64 = 3_600

    /// Whom a suspension would hit: the passes in force of a company, by its number or by its name as passes have it.
    package func previewSuspension(ofCompany typed: String, now: Int64) async throws -> MassPreview {
        try await indexPasses()
        return try await engine.read { [self] database in
            let rows = try Self.passesInForce(ofCompany: typed, now: now, database)
            return MassPreview(
                company: typed, passes: try summaries(rows, database), digest: Self.digest(of: rows))
        }
    }

    /// Whom revoking a whole company would hit: what is in force, and what is suspended already, for whatever reason.
    package func previewRevocation(ofCompany typed: String, now: Int64) async throws -> MassPreview {
        try await indexPasses()
        return try await engine.read { [self] database in
            let rows = try Self.passes(ofCompany: typed, in: [.active, .suspended], now: now, database)
            return MassPreview(
                company: typed, passes: try summaries(rows, database), digest: Self.digest(of: rows))
        }
    }

    /// Suspends them, when they are those that were shown.
    /// - Parameter seen: the digest of the preview.
    /// - Returns: nil when they are others by now, or none: look again.
    package func suspendCompany(
        _ typed: String, seen: [UInt8], reason: String, by principal: Principal, now: Int64
    ) async throws -> MassSuspension? {
        try seeds.reason(reason, for: PassAct.suspend.rawValue)
        guard let id = ChangeID(random.bytes(ChangeID.byteCount)) else {
            throw RegisterError(.selfCheck, "random numbers are missing")
        }
        try await indexPasses()
        defer { changes.notify() }
        return try await engine.write { database in
            let rows = try Self.passesInForce(ofCompany: typed, now: now, database)
            guard !rows.isEmpty, Self.digest(of: rows) == seen else { return nil }
            try AuditStore.append(
                [.change(.suspendedMany(id, count: rows.count, reason: reason))], at: now, by: principal, database)
            try MassChange(principal: principal, now: now).apply(.suspend, rows, reason: reason, database)
            try MassSuspensionStore.insert(
                id, company: typed, reason: reason, by: principal, passes: rows, at: now, database)
            return try MassSuspensionStore.suspension(id, database)
        }
    }

    package enum MassUndo: Hashable, Sendable {
        /// So many passes are in force again.
        case undone(Int)
        case already
        case tooLate
        case unknown
    }

    /// Brings back what nobody changed since.
    package func undoSuspension(_ id: ChangeID, by principal: Principal, now: Int64) async throws -> MassUndo {
        defer { changes.notify() }
        return try await engine.write { database in
            guard let suspension = try MassSuspensionStore.suspension(id, database) else { return .unknown }
            guard suspension.undoneAt == nil else { return .already }
            guard now - suspension.madeAt < Self.massUndoLasts else { return .tooLate }
            // One that ended meanwhile needs nothing.
            let rows = try MassSuspensionStore.standing(id, database).filter { $0.expires > now }
            guard try MassSuspensionStore.undo(id, by: principal, at: now, database) else { return .already }
            try AuditStore.append(
                [.change(.undoneMany(id, count: rows.count))], at: now, by: principal, database)
            try MassChange(principal: principal, now: now).apply(.reinstate, rows, reason: "error", database)
            return .undone(rows.count)
        }
    }

    package func massSuspension(_ id: ChangeID) async throws -> MassSuspension? {
        try await engine.read { try MassSuspensionStore.suspension(id, $0) }
    }

    package func recentMassSuspensions(limit: Int = 20) async throws -> [MassSuspension] {
        try await engine.read { try MassSuspensionStore.recent(limit: limit, $0) }
    }

    private static func passesInForce(
        ofCompany typed: String, now: Int64, _ database: any SQLReading
    ) throws -> [PassRow] {
        try passes(ofCompany: typed, in: [.active], now: now, database)
    }

    private static func passes(
        ofCompany typed: String, in states: Set<PassState>, now: Int64, _ database: any SQLReading
    ) throws -> [PassRow] {
        try PassIndexStore.passes(ofCompany: typed, database).compactMap { try PassStore.pass(seq: $0, database) }
            .filter { states.contains($0.state) && $0.expires > now }
    }

    private static func digest(of rows: [PassRow]) -> [UInt8] {
        Hash.sha256(rows.flatMap { row in withUnsafeBytes(of: row.id.rawValue.bigEndian) { Array($0) } })
    }
}
