import PassCrypto
import SQLStore

extension Register {
    /// How many records are looked through for one page.
    private static let mostLookedThrough: Int64 = 100_000
    private static let chunk: Int64 = 1_000

    /// One record of the log, taken apart; nil beyond its end.
    package func auditEntry(_ number: Int64) async throws -> AuditEntry? {
        try await auditRecord(number).flatMap { AuditEntry($0) }
    }

    /// Records of the log, the newest first.
    /// - Parameter before: the number that all of them are below; nil for the newest.
    package func auditPage(before: Int64?, limit: Int, filter: AuditFilter) async throws -> AuditPage {
        try await engine.read { database in
            let size = try AuditStore.size(database)
            let matcher = try AuditMatcher(filter, database)
            let start = max(0, min(before ?? size, size))
            var place = start
            var entries: [AuditEntry] = []
            while place > 0, start - place < Self.mostLookedThrough {
                let rows = try database.rows(
                    "SELECT number, record FROM audit_record WHERE number < ? ORDER BY number DESC LIMIT ?",
                    .integer(place), .integer(Self.chunk))
                guard !rows.isEmpty else {
                    place = 0
                    break
                }
                for row in rows {
                    place = try row.integer(0)
                    let record = try row.blob(1)
                    guard matcher.matches(record), let entry = AuditEntry(record) else { continue }
                    entries.append(entry)
                    if entries.count >= max(1, limit) {
                        return AuditPage(entries: entries, next: place > 0 ? place : nil, size: size)
                    }
                }
            }
            return AuditPage(entries: entries, next: place > 0 ? place : nil, size: size)
        }
    }

    /// Records of the log in their order, as they are hashed.
    /// - Parameter emit: gets each; what it throws ends the reading.
    package func exportAudit(
        _ range: Range<Int64>, filter: AuditFilter, emit: ([UInt8]) throws -> Void
    ) async throws {
        var place = max(0, range.lowerBound)
        while place < range.upperBound {
            let (from, upTo) = (place, min(range.upperBound, place + Self.chunk))
            let (records, isAtEnd) = try await engine.read { database -> ([[UInt8]], Bool) in
                let matcher = try AuditMatcher(filter, database)
                let rows = try database.rows(
                    "SELECT record FROM audit_record WHERE number >= ? AND number < ? ORDER BY number", .integer(from),
                    .integer(upTo))
                return (try rows.map { try $0.blob(0) }.filter(matcher.matches), rows.isEmpty)
            }
            for record in records { try emit(record) }
            guard !isAtEnd else { return }
            place = upTo
        }
    }

    /// That a record stands in the log as it is now.
    /// - Throws: ``RegisterError`` with code `invalidArgument` outside the log.
    package func auditProof(of number: Int64, now: Int64) async throws -> AuditProof {
        let note = try await checkpoint(now: now)
        let keys = try await engine.read { try KeyStore.all($0) }.filter { $0.use == .audit }.map(\.publicKey)
        guard let signed = SignedCheckpoint(verifying: note, origin: seeds.auditOrigin, keys: keys)?.checkpoint else {
            throw RegisterError(.selfCheck, "the checkpoint that was just signed does not verify")
        }
        guard let record = try await auditRecord(number), number < signed.size else {
            throw RegisterError(
                .invalidArgument, "the audit log has \(signed.size) records: ask for a number within it")
        }
        return AuditProof(
            number: number, record: record, size: signed.size,
            path: try await inclusionProof(of: number, in: signed.size), checkpoint: note)
    }

    /// The audit keys as verifiers of signed notes take them (C2SP signed-note), the one that signs last.
    package func auditVerifierKeys() async throws -> [String] {
        let origin = seeds.auditOrigin
        return try await engine.read { try KeyStore.all($0) }.filter { $0.use == .audit && $0.state != .announced }.map
        {
            SignedCheckpoint.verifierKey(origin, $0.publicKey)
        }
    }
}
