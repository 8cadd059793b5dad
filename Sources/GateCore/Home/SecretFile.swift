internal import Foundation
internal import PassCrypto
internal import SQLStore

/// A file with a secret, which nobody but its owner reads.
enum SecretFile {
    private static let sizeLimit = 4_096

    /// Writes a file whole, or not at all.
    static func write(_ secret: Span<UInt8>, to path: String) throws(StoreError) {
        var bytes = secret.indices.map { secret[$0] }
        defer { for index in bytes.indices { bytes[index] = 0 } }
        try DurableFile.replace(path, with: bytes, mode: 0o600)
    }

    /// - Throws: `GateError` when the file is missing, or others may read it.
    static func read(_ path: String) throws -> SecretBytes {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else { throw GateError(.identity, "\(path) can't be read: enrol this gate anew") }
        defer { close(file) }
        var status = stat()
        guard unsafe fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw GateError(.identity, "\(path) is no file: put it away and enrol this gate anew")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw GateError(
                .identity, "\(path) can be read by others: chmod 600 it, and enrol this gate anew if it was seen")
        }
        var bytes = [UInt8](repeating: 0, count: sizeLimit)
        defer { for index in bytes.indices { bytes[index] = 0 } }
        let count = unsafe Foundation.read(file, &bytes, bytes.count)
        guard count >= 0 else { throw GateError(.identity, "\(path) can't be read: check the disk") }
        return try SecretBytes(copying: bytes.span.extracting(0..<count))
    }
}
