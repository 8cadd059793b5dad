import Foundation
import PassCrypto
import Testing

@Suite("Development keys")
struct DevelopmentKeysTests {
    private static let names = [
        "dev-audit", "dev-pass", "dev-receipt", "dev-status", "dev-tuf-audit", "dev-tuf-ops", "dev-tuf-root-1",
        "dev-tuf-root-2",
        "dev-tuf-root-3", "dev-tuf-snapshot", "dev-tuf-status", "dev-tuf-targets", "dev-tuf-timestamp",
    ]

    /// `keys/` of this package: two folders up from this file, else below the working directory.
    private static func folder() throws -> URL {
        let beside = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let here = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
        return try #require(
            [beside, here].map { $0.appendingPathComponent("keys") }.first {
                FileManager.default.fileExists(atPath: $0.appendingPathComponent("dev-pass.pem").path)
            })
    }

    @Test("Every PEM in keys/ is in the compiled-in list under its name, and the other way round")
    func complete() throws {
        let folder = try Self.folder()
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".pem") }
        var found: [String: PublicKey] = [:]
        for file in files {
            let text = try Data(contentsOf: folder.appendingPathComponent(file))
            let key = try SigningKey(publicSecretPEM: [UInt8](text))
            found[String(file.dropLast(4))] = key.publicKey
        }
        #expect(found == DevelopmentKeys.named)
        #expect(found.keys.sorted() == Self.names)
        #expect(DevelopmentKeys.publicKeys == Set(found.values))
    }

    @Test("No two names share a key; a new key is not among them")
    func distinct() throws {
        #expect(DevelopmentKeys.publicKeys.count == Self.names.count)
        let new = try SigningKey.generate().publicKey
        #expect(!DevelopmentKeys.contains(new))
        for key in DevelopmentKeys.publicKeys { #expect(DevelopmentKeys.contains(key)) }
    }
}
