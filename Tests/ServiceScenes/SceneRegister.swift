import Foundation
package import PassCrypto
package import Register
import TrustPublishing

/// A register with a gate policy, in a folder of its own that goes with it.
package final class SceneRegister: Sendable {
    /// 2026-12-01T12:00:00+08:00.
    package static let now: Int64 = 1_796_097_600

    package let folder: String
    package let register: Register
    package let by: Principal
    package let receiptKey: PublicKey
    package let rootKey: KeyHandle
    package let keyKeeper: MemoryKeyKeeper

    package var repository: String { folder + "/tuf" }

    /// - Parameter seeds: the repository's seeds folder.
    package init(seeds: String) async throws {
        folder = NSTemporaryDirectory() + "scene-" + UUID().uuidString
        by = try Principal("test")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        func key() throws -> KeyHandle { KeyHandle(try SigningKey.generate()) }
        let keys = RegisterKeys(
            pass: try key(), status: try key(), audit: try key(), receipt: try key(), vault: try key())
        receiptKey = keys.receipt.publicKey
        let root = try key()
        rootKey = root
        var roles: [RepositoryRole: KeyHandle] = [:]
        for role in RepositoryRole.allCases where role != .root { roles[role] = try key() }
        keyKeeper = MemoryKeyKeeper(roles: roles)
        let signers = try keyKeeper.signers(following: [])
        let writer = RepositoryWriter(directory: folder + "/tuf", signers: signers)
        _ = try writer.initialise(
            keys: RootKeys(root: KeySet([root.publicKey]), signers: signers), rootSigners: [root], now: Self.now)
        register = try await Register.create(
            directory: folder, seeds: seeds, keys: keys, repository: writer, by: by, now: Self.now)
        register.keyFiles.keep(with: keyKeeper)
    }

    deinit {
        register.close()
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// The repository's seeds: `seeds/` beside `Package.swift`.
    /// - Parameter file: a file of a test target.
    package static func seeds(file: String = #filePath) -> String {
        var folder = URL(filePath: file)
        for _ in 0..<3 { folder = folder.deletingLastPathComponent() }
        return folder.appending(path: "seeds").path
    }

    /// SHA-256 of the root that kiosks are set up with.
    package var rootDigest: [UInt8] {
        get throws {
            Hash.sha256([UInt8](try Data(contentsOf: URL(filePath: folder + "/tuf/metadata/1.root.json"))))
        }
    }
}
