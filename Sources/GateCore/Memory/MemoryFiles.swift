internal import Foundation
internal import SQLStore

/// The files of a gate's memory in its home.
///
///     HOME/gate.sqlite, -wal, -shm      the database
///     HOME/gate-building.sqlite …       a new one, until it is whole
///     HOME/damaged/NAME/                one that was put aside; `salvaged` in it says that it has been read
struct MemoryFiles: Sendable {
    private static let suffixes = ["", "-wal", "-shm"]

    let home: String

    var database: String { home + "/gate.sqlite" }
    var building: String { home + "/gate-building.sqlite" }
    private var damaged: String { home + "/damaged" }

    var exists: Bool { FileManager.default.fileExists(atPath: database) }

    /// Moves the database away, as it is.
    /// - Returns: the folder it is in now.
    func setAside(as name: String) throws -> String {
        var folder = "\(damaged)/\(name)"
        var attempt = 1
        while FileManager.default.fileExists(atPath: folder) {
            attempt += 1
            folder = "\(damaged)/\(name)-\(attempt)"
        }
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try moveAll(to: folder)
        return folder
    }

    /// The database first: without it, what is left of its log is never taken for a log of nothing.
    private func moveAll(to folder: String) throws {
        for suffix in Self.suffixes where FileManager.default.fileExists(atPath: database + suffix) {
            try FileManager.default.moveItem(atPath: database + suffix, toPath: "\(folder)/gate.sqlite\(suffix)")
        }
        try DurableFile.syncDirectory(of: folder + "/gate.sqlite")
        try DurableFile.syncDirectory(of: database)
    }

    /// A database that was put aside by a run that ended before it had built the new one.
    func unfinishedAside() throws -> String? {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: damaged)) ?? []
        let unfinished = names.sorted().map { "\(damaged)/\($0)" }.last { folder in
            FileManager.default.fileExists(atPath: folder + "/gate.sqlite")
                && !FileManager.default.fileExists(atPath: folder + "/salvaged")
        }
        if let unfinished { try moveAll(to: unfinished) }
        return unfinished
    }

    func removeBuilding() {
        for suffix in Self.suffixes { try? FileManager.default.removeItem(atPath: building + suffix) }
    }

    /// Gives a new database that is whole and closed its name.
    func finishBuilding(from aside: String) throws {
        for suffix in Self.suffixes.dropFirst() { try? FileManager.default.removeItem(atPath: building + suffix) }
        try FileManager.default.moveItem(atPath: building, toPath: database)
        try DurableFile.syncDirectory(of: database)
        try DurableFile.replace(aside + "/salvaged", with: [])
    }
}
