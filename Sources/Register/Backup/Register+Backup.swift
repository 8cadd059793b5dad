import Foundation
import PassCrypto
import SQLStore
import TrustPublishing

extension Register {
    /// Saves the register as it is at one moment, beside everything that goes on, and verifies the backup by restoring it beside
    /// it: every file's hash, the database's integrity, the whole audit log, the counts.
    ///
    /// In it are the database (photos and attachments are in there), the seeds, the list of erasures, and what is published. Private
    /// keys are not: whoever has a backup could sign passes with them, so their sealed files are kept apart (docs/operations.md).
    /// - Parameters:
    ///   - folder: made by this; there must be nothing yet. After a failure there is still nothing.
    ///   - program: name and version, for the manifest.
    /// - Throws: ``RegisterError``, `StoreError`, `RepositoryError`.
    package func backup(to folder: String, program: String, isDevelopment: Bool, now: Int64) async throws -> Backup {
        guard !FileManager.default.fileExists(atPath: folder) else {
            throw RegisterError(.invalidArgument, "there is something at \(folder) already: name a folder to be made")
        }
        let unfinished = "\(folder).unfinished-\(Hex.encode(random.bytes(6)))"
        do {
            try Self.makeFolder(unfinished)
            let backup = try await saved(in: unfinished, folder, program, isDevelopment, now: now)
            try FileManager.default.moveItem(atPath: unfinished, toPath: folder)
            try DurableFile.syncDirectory(of: folder)
            return backup
        } catch {
            try? FileManager.default.removeItem(atPath: unfinished)
            throw error
        }
    }

    private func saved(
        in folder: String, _ name: String, _ program: String, _ isDevelopment: Bool, now: Int64
    ) async throws -> Backup {
        // What is published first: a restored database may be newer than it, and never older.
        let published = try repository.publishedPaths()
        let database = "\(folder)/\(BackupPath.database)"
        let origin = seeds.auditOrigin
        let auditKey = try await signer(.audit, now: now).handle
        // Made first, so that it is never anybody else's to read; SQLite fills what it finds.
        try DurableFile.replace(database, with: [], mode: 0o600)
        let state = try await engine.snapshot(to: database) { database in
            let size = try AuditStore.size(database)
            return (
                schema: try database.integer("SELECT COUNT(*) FROM schema_step") ?? 0,
                counts: try BackupCounts.all(database),
                checkpoint: Checkpoint(
                    origin: origin, size: size, root: try AuditStore.tree(database, size: size).root(of: size))
            )
        }
        var writer = BackupWriter(folder: folder)
        try writer.addWritten(BackupPath.database)
        for name in seeds.files.keys.sorted() {
            try writer.add("\(BackupPath.seeds)/\(name)", bytes: seeds.files[name] ?? [])
        }
        for path in published.paths {
            try writer.add(
                "\(BackupPath.repository)/\(path)", copyOf: "\(files.directory)/\(BackupPath.repository)/\(path)")
        }
        if let timestamp = published.timestamp {
            try writer.add("\(BackupPath.repository)/\(PublishedPaths.timestampPath)", bytes: timestamp)
        }
        if FileManager.default.fileExists(atPath: files.erasures) {
            try writer.add(ErasureList.fileName, copyOf: files.erasures)
        }
        let manifest = BackupManifest(
            madeAt: now, program: program, isDevelopment: isDevelopment, schema: state.schema,
            checkpoint: SignedCheckpoint(state.checkpoint, key: auditKey).note, counts: state.counts,
            files: writer.files)
        try writer.finish(manifest, signedBy: auditKey)
        try await RestoredFolder.verify(folder)
        return Backup(manifest, folder: name, checkpoint: state.checkpoint)
    }

    static func makeFolder(_ path: String) throws {
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    }
}
