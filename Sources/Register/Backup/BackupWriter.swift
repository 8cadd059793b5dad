import Foundation
import PassCrypto
import SQLStore

/// Writes the files of a backup, durably, and notes what they are.
struct BackupWriter {
    let folder: String
    private(set) var files: [String: BackupManifest.File] = [:]
    private var folders: Set<String> = []

    init(folder: String) { self.folder = folder }

    /// A file that is there already: synced and hashed.
    mutating func addWritten(_ path: String) throws {
        var hash = SHA256()
        var size: Int64 = 0
        try FileCopy.sync("\(folder)/\(path)")
        try FileCopy.read("\(folder)/\(path)") { piece in
            hash.update(Array(piece))
            size += Int64(piece.count)
        }
        files[path] = BackupManifest.File(size: size, digest: hash.digest)
    }

    mutating func add(_ path: String, bytes: [UInt8]) throws {
        try makeFolder(of: path)
        try DurableFile.replace("\(folder)/\(path)", with: bytes, mode: 0o600)
        files[path] = BackupManifest.File(size: Int64(bytes.count), digest: Hash.sha256(bytes))
    }

    mutating func add(_ path: String, copyOf source: String) throws {
        try makeFolder(of: path)
        var hash = SHA256()
        var size: Int64 = 0
        try FileCopy.copy(source, to: "\(folder)/\(path)") { piece in
            hash.update(Array(piece))
            size += Int64(piece.count)
        }
        files[path] = BackupManifest.File(size: size, digest: hash.digest)
    }

    private mutating func makeFolder(of path: String) throws {
        let parent = DurableFile.folder(of: path)
        guard parent != ".", folders.insert(parent).inserted else { return }
        try FileManager.default.createDirectory(
            atPath: "\(folder)/\(parent)", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    /// The manifest last: a folder without one is no backup.
    func finish(_ manifest: BackupManifest, signedBy key: KeyHandle) throws {
        try Self.syncFolders(of: files.keys, in: folder)
        let bytes = manifest.encoded
        let signature = Hex.ascii(BackupManifest.signature(of: bytes, key: key)) + [UInt8(ascii: "\n")]
        try DurableFile.replace("\(folder)/\(BackupManifest.signatureName)", with: signature, mode: 0o600)
        try DurableFile.replace("\(folder)/\(BackupManifest.name)", with: bytes, mode: 0o600)
    }

    /// Makes the names durable of files and of all folders above them.
    static func syncFolders(of paths: some Sequence<String>, in folder: String) throws {
        var above: Set<String> = []
        for path in paths {
            var path = path
            while path != ".", above.insert(DurableFile.folder(of: path)).inserted {
                path = DurableFile.folder(of: path)
            }
        }
        for parent in above { try DurableFile.syncDirectory(of: "\(folder)/\(parent)/x") }
    }
}
