import Foundation
import PassCrypto

/// The bytes of a hexadecimal literal; empty for a typing error, which then fails the test that uses it.
func hex(_ text: String) -> [UInt8] {
    Hex.decode(text) ?? []
}

/// Text in guarded memory.
func guarded(_ text: String) throws -> SecretBytes {
    try SecretBytes(copying: Array(text.utf8).span)
}

func guarded(_ bytes: [UInt8]) throws -> SecretBytes {
    try SecretBytes(copying: bytes.span)
}

extension SecretBytes {
    /// What a test may see of a secret.
    borrowing func exposed() -> [UInt8] {
        withBytes { bytes in bytes.indices.map { bytes[$0] } }
    }
}

/// The code of the error that `body` throws; `nil` if it throws none.
///
/// `#expect(throws:)` captures what is in it in an escaping closure, which a noncopyable secret can't enter.
func errorCode(_ body: () throws -> Void) -> CryptoError.Code? {
    do {
        try body()
        return nil
    } catch let error as CryptoError {
        return error.code
    } catch {
        return CryptoError.Code(rawValue: "another kind of error: \(error)")
    }
}

/// The folder of published vectors, which this repository does not copy: named by the environment.
let vectorsFolder: String? = ProcessInfo.processInfo.environment["PORTPASS_VECTORS"].flatMap { $0.isEmpty ? nil : $0 }

/// Where a program is, by `PATH`.
func program(_ name: String) -> String? {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return path.split(separator: ":").map { "\($0)/\(name)" }.first {
        FileManager.default.isExecutableFile(atPath: $0)
    }
}

/// A folder that is gone after `body`.
func withTemporaryFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("passcrypto-\(SecureRandom.uint64())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
}
