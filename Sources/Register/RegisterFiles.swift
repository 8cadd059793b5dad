import Foundation
import SQLStore

/// Where a register keeps what, in its directory.
struct RegisterFiles {
    let directory: String

    var database: String { directory + "/register.sqlite" }
    /// The database while it is being made.
    var newDatabase: String { directory + "/register.sqlite.new" }
    var seeds: String { directory + "/seeds" }
    var repository: String { directory + "/tuf" }
    /// Whom the register was told to forget: kept apart from the database, so that one put back from a backup forgets again.
    var erasures: String { "\(directory)/\(ErasureList.fileName)" }

    /// A version of the published root.
    func root(_ version: Int) -> String { "\(directory)/tuf/metadata/\(version).root.json" }

    /// Copies the seed files, durably.
    func copy(_ seeds: Seeds) throws {
        try FileManager.default.createDirectory(atPath: self.seeds, withIntermediateDirectories: true)
        for (name, bytes) in seeds.files.sorted(by: { $0.key < $1.key }) {
            try DurableFile.replace(self.seeds + "/" + name, with: bytes)
        }
    }

    func removeUnfinished() throws {
        for name in [newDatabase, newDatabase + "-wal", newDatabase + "-shm"]
        where FileManager.default.fileExists(atPath: name) {
            try FileManager.default.removeItem(atPath: name)
        }
    }

    /// Gives the closed database its name. What its log still held would be lost with the log's name, so it must hold nothing.
    func installDatabase() throws {
        let log = newDatabase + "-wal"
        if FileManager.default.fileExists(atPath: log) {
            let size = try FileManager.default.attributesOfItem(atPath: log)[.size] as? Int
            guard size == 0 else { throw RegisterError.damaged("the new database's log") }
        }
        try FileManager.default.moveItem(atPath: newDatabase, toPath: database)
        try DurableFile.syncDirectory(of: database)
        try removeUnfinished()
    }
}
