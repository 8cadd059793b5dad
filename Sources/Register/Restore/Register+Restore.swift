import Foundation
import PassCrypto
import SQLStore

extension Register {
    /// Puts a register back from a backup: everything in it is compared with what was saved first. The register is then read-only
    /// until ``finishRestore(from:erasures:by:now:)`` has taken over what is public.
    /// - Parameters:
    ///   - directory: where the register goes; `keys/` may be there, and no register.
    /// - Throws: ``RegisterError``, `StoreError`. Without the database, which comes last, there is no register.
    package static func restore(from backup: String, to directory: String, now: Int64) async throws -> Backup {
        let files = RegisterFiles(directory: directory)
        if !FileManager.default.fileExists(atPath: directory) { try makeFolder(directory) }
        let lock = try DirectoryLock(directory: directory)
        defer { lock.release() }
        for path in [files.database, files.seeds, files.repository] where FileManager.default.fileExists(atPath: path) {
            throw RegisterError(
                .alreadyExists, "there is \(path) already: move what is left of the old register to another place first"
            )
        }
        let source = try BackupFolder(path: backup)
        let manifest = source.manifest
        let building = "\(directory)/restoring-\(Hex.encode(RandomSource.system.bytes(6)))"
        do {
            try makeFolder(building)
            let checkpoint = try await RestoredFolder.make(building, from: source) { checkpoint in
                RestoredMark(madeAt: manifest.madeAt, restoredAt: now, checkpoint: checkpoint)
            }
            // A register made for development says so beside its database, where it keeps it.
            if manifest.isDevelopment {
                try DurableFile.replace("\(directory)/development", with: [])
            }
            try install(building, in: files)
            return Backup(manifest, folder: backup, checkpoint: checkpoint)
        } catch {
            try? FileManager.default.removeItem(atPath: building)
            throw error
        }
    }

    private static func install(_ building: String, in files: RegisterFiles) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: building) where name != BackupPath.database {
            // A list of erasures that survived is newer than the backup's.
            if name == ErasureList.fileName, FileManager.default.fileExists(atPath: files.erasures) { continue }
            try FileManager.default.moveItem(atPath: "\(building)/\(name)", toPath: "\(files.directory)/\(name)")
        }
        try DurableFile.syncDirectory(of: files.database)
        try FileManager.default.moveItem(atPath: "\(building)/\(BackupPath.database)", toPath: files.database)
        try DurableFile.syncDirectory(of: files.database)
        try FileManager.default.removeItem(atPath: building)
    }
}
