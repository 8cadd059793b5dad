import Foundation
import PassCrypto
import SQLStore

/// A backup on a disk, of which nothing is believed: everything is compared with its manifest, and that with its signature.
struct BackupFolder {
    let path: String
    let manifest: BackupManifest
    private let manifestBytes: [UInt8]
    private let signature: [UInt8]

    /// - Throws: ``RegisterError`` with code `badBackup`.
    init(path: String) throws(RegisterError) {
        func read(_ name: String, limit: Int64) throws(RegisterError) -> [UInt8] {
            var bytes: [UInt8] = []
            do {
                let size = try FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")[.size] as? Int64
                guard let size, size <= limit else { throw RegisterError.badBackup("its \(name) is too large") }
                try FileCopy.read("\(path)/\(name)") { bytes += $0 }
            } catch {
                throw .badBackup("its \(name) can't be read")
            }
            return bytes
        }
        let signature = String(decoding: try read(BackupManifest.signatureName, limit: 1_024), as: UTF8.self)
        guard let bytes = Hex.decode(signature.trimmingCharacters(in: .newlines)) else {
            throw .badBackup("its \(BackupManifest.signatureName) is damaged")
        }
        self.path = path
        self.signature = bytes
        manifestBytes = try read(BackupManifest.name, limit: Int64(BackupManifest.sizeLimit))
        manifest = try BackupManifest(decoding: manifestBytes)
    }

    /// Copies every file of the manifest, and nothing else, into a folder that is empty; durably.
    /// - Throws: ``RegisterError`` with code `badBackup` for a file that is not the one that was saved; `StoreError`.
    func copy(into folder: String) throws {
        for (path, file) in manifest.files.sorted(by: { $0.key < $1.key }) {
            let target = "\(folder)/\(path)"
            try FileManager.default.createDirectory(
                atPath: DurableFile.folder(of: target), withIntermediateDirectories: true)
            var hash = SHA256()
            var size: Int64 = 0
            do throws(StoreError) {
                try FileCopy.copy("\(self.path)/\(path)", to: target, mode: path == BackupPath.database ? 0o600 : 0o644)
                {
                    hash.update(Array($0))
                    size += Int64($0.count)
                }
            } catch {
                guard error.code == .cannotOpen else { throw error }
                throw RegisterError.badBackup("its \(path) is missing")
            }
            guard size == file.size, hash.digest == file.digest else {
                throw RegisterError.badBackup("its \(path) is not the file that was saved")
            }
        }
        try BackupWriter.syncFolders(of: manifest.files.keys, in: folder)
    }

    func checkSignature(_ keys: [PublicKey]) throws(RegisterError) {
        guard BackupManifest.isSigned(manifestBytes, signature, by: keys) else {
            throw .badBackup("its manifest is not signed by the audit key of the register in it")
        }
    }
}
