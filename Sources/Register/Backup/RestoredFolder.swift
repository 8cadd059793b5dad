import Foundation
import PassCrypto
import SQLStore
import TrustPublishing

/// A register's files taken out of a backup, and whether they are what was saved.
enum RestoredFolder {
    /// Restores a backup beside itself, only to see that it can be done.
    static func verify(_ backup: String) async throws {
        let scratch = "\(backup).restored"
        try Register.makeFolder(scratch)
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        _ = try await make(scratch, from: BackupFolder(path: backup), marking: nil)
    }

    /// Copies a backup into an empty folder and checks all of it: hashes, the database's integrity, the whole audit log against
    /// the check point of the manifest, the counts, and what is published.
    /// - Parameter mark: written into the database when everything is right.
    /// - Throws: ``RegisterError`` with code `badBackup` and what is wrong; `StoreError`.
    /// - Returns: the check point of the manifest.
    static func make(
        _ folder: String, from backup: BackupFolder, marking mark: (@Sendable (Checkpoint) -> RestoredMark)?
    ) async throws -> Checkpoint {
        try backup.copy(into: folder)
        let store = try SQLiteEngine(
            path: "\(folder)/\(BackupPath.database)", schema: RegisterSchema.schema, mode: .existing)
        do {
            let checkpoint = try await check(store, backup)
            if let mark {
                let text = mark(checkpoint).text
                try await store.write { try SettingStore.set(.restored, text, $0) }
            }
            try store.close()
            if backup.manifest.files.keys.contains(where: { $0.hasPrefix("\(BackupPath.repository)/") }) {
                _ = try PublishedRepository.inspect("\(folder)/\(BackupPath.repository)")
            }
            return checkpoint
        } catch {
            try? store.close()
            throw error
        }
    }

    private static func check(_ store: SQLiteEngine, _ backup: BackupFolder) async throws -> Checkpoint {
        let problems = try await store.integrityProblems()
        guard problems.isEmpty else { throw RegisterError.badBackup("its database is damaged: \(problems[0])") }
        let manifest = backup.manifest
        let (keys, origin, counts) = try await store.read { database in
            (
                try KeyStore.all(database).filter { $0.use == .audit }.map(\.publicKey),
                try SettingStore.value(.auditOrigin, database) ?? "", try BackupCounts.all(database)
            )
        }
        try backup.checkSignature(keys)
        guard let signed = SignedCheckpoint(verifying: manifest.checkpoint, origin: origin, keys: keys) else {
            throw RegisterError.badBackup("its check point is not one of the register in it")
        }
        let report = try await store.read { database in
            try AuditVerifier(origin: origin, database: database).verify(against: [manifest.checkpoint])
        }
        guard report.isIntact else {
            throw RegisterError.badBackup("its audit log is broken: \(report.problems[0].description)")
        }
        guard report.size == signed.checkpoint.size, report.root == signed.checkpoint.root, counts == manifest.counts
        else {
            throw RegisterError.badBackup("its database is not the one that was saved")
        }
        return signed.checkpoint
    }
}
