import Foundation
import PassCrypto
import PassFormat
import PassVerify
import Register
import SQLStore
import ServiceScenes
import Testing
import TrustFiles
import TrustPublishing

/// A register in an empty folder of its own, with keys made for it; the folder goes when the test is over.
final class ScratchRegister {
    /// 2026-12-01T12:00:00+08:00.
    static let now: Int64 = 1_796_097_600

    let folder: String
    let keys: RegisterKeys
    let by: Principal
    private let repositoryKeys: [KeyHandle]
    /// The key files that a register of ``create(seeds:)`` may make and move keys in, where a test gives it them.
    let keyKeeper: MemoryKeyKeeper

    init() throws {
        folder = NSTemporaryDirectory() + "register-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        keys = RegisterKeys(
            pass: try Self.key(), status: try Self.key(), audit: try Self.key(), receipt: try Self.key(),
            vault: try Self.key())
        repositoryKeys = try (0..<7).map { _ in try Self.key() }
        keyKeeper = MemoryKeyKeeper(roles: [
            .targets: repositoryKeys[1], .status: repositoryKeys[2], .ops: repositoryKeys[3],
            .audit: repositoryKeys[4], .snapshot: repositoryKeys[5], .timestamp: repositoryKeys[6],
        ])
        by = try Principal("test")
    }

    var rootKey: KeyHandle { repositoryKeys[0] }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    static func key() throws -> KeyHandle { KeyHandle(try SigningKey.generate()) }

    /// The repository's seeds: `seeds/` beside `Package.swift`.
    static var seeds: String {
        get throws {
            var folder = URL(filePath: #filePath)
            for _ in 0..<3 { folder = folder.deletingLastPathComponent() }
            return folder.appending(path: "seeds").path
        }
    }

    func repository() throws -> RepositoryWriter {
        let writer = RepositoryWriter(directory: folder + "/tuf", signers: signers)
        if !FileManager.default.fileExists(atPath: folder + "/tuf/metadata/1.root.json") {
            let root = repositoryKeys[0]
            _ = try writer.initialise(
                keys: RootKeys(root: KeySet([root.publicKey]), signers: signers), rootSigners: [root], now: Self.now)
        }
        return writer
    }

    private var signers: RoleSigners {
        RoleSigners(
            targets: repositoryKeys[1], status: repositoryKeys[2], ops: repositoryKeys[3], audit: repositoryKeys[4],
            snapshot: repositoryKeys[5], timestamp: repositoryKeys[6])
    }

    func create(seeds: String? = nil) async throws -> Register {
        try await Register.create(
            directory: folder, seeds: seeds ?? Self.seeds, keys: keys, repository: repository(), by: by, now: Self.now)
    }

    func open(
        keys: RegisterKeys? = nil, now: Int64 = ScratchRegister.now, wrapping: Register.EngineWrapper = { $0 }
    ) async throws -> Register {
        try await Register.open(
            directory: folder, keys: keys ?? self.keys, repository: repository(), by: by, now: now, wrapping: wrapping)
    }

    /// Replaces a key that no gate reports to have: announced, published, and in use without a wait.
    func replace(_ use: RegisterKey.Use, with key: KeyHandle, in register: Register, at now: Int64) async throws {
        _ = try await register.announce(key, for: use, wait: 0, by: by, now: now)
        if try await register.rotation(of: use, now: now).stage == .unpublished {
            _ = try await register.publish(by: by, now: now)
        }
        _ = try await register.putInUse(use, by: by, now: now)
    }

    /// Opens a register in another folder with the keys of this one, as after a restore.
    func open(in folder: String, keys: RegisterKeys? = nil, now: Int64 = ScratchRegister.now) async throws -> Register {
        try await Register.open(
            directory: folder, keys: keys ?? self.keys,
            repository: RepositoryWriter(directory: folder + "/tuf", signers: signers), by: by, now: now)
    }

    /// The gate's decision at KEL-E1, by what is published in another folder.
    func decide(_ text: String, repository: String, now: Int64) throws -> GateDecision {
        guard let contents = try PublishedRepository.inspect(repository) else { throw NothingPublished() }
        var files: [String: [UInt8]] = [:]
        for (name, target) in contents.targets {
            let parts = name.split(separator: "/")
            let path = (parts.dropLast() + ["\(target.sha256Hex).\(parts.last ?? "")"]).joined(separator: "/")
            files[name] = [UInt8](try Data(contentsOf: URL(filePath: "\(repository)/targets/\(path)")))
        }
        let trust = try TrustFileSet(files: files).gateTrust(issued: contents.issued, lists: nil)
        return PassVerifier.decide(
            text, trust: trust, context: GateContext(gateID: "KEL-E1", direction: .in),
            clock: GateClock(now: now, isSuspect: false), history: { _ in .unknown })
    }

    /// Opens the database behind the register's back, as an attacker with a shell would.
    func tamper(_ body: @escaping @Sendable (any SQLWriting) throws -> Void) async throws {
        let engine = try SQLiteEngine(
            path: folder + "/register.sqlite", schema: RegisterSchema.schema, mode: .existing)
        try await engine.write(body)
        try engine.close()
    }

    /// The published targets by name.
    func published() throws -> [String: [UInt8]] {
        guard let contents = try repository().inspect() else { throw NothingPublished() }
        var files: [String: [UInt8]] = [:]
        for (name, target) in contents.targets {
            let parts = name.split(separator: "/")
            let path = (parts.dropLast() + ["\(target.sha256Hex).\(parts.last ?? "")"]).joined(separator: "/")
            files[name] = [UInt8](try Data(contentsOf: URL(filePath: "\(folder)/tuf/targets/\(path)")))
        }
        return files
    }

    /// What a gate has after a sync, read with the gate's code.
    func gateTrust() throws -> GateTrust {
        guard let contents = try repository().inspect() else { throw NothingPublished() }
        return try TrustFileSet(files: try published()).gateTrust(issued: contents.issued, lists: nil)
    }

    struct NothingPublished: Error {}

    /// The gate's decision at KEL-E1.
    func decide(_ text: String, gate: WireText = "KEL-E1", now: Int64 = ScratchRegister.now) throws -> GateDecision {
        PassVerifier.decide(
            text, trust: try gateTrust(), context: GateContext(gateID: gate, direction: .in),
            clock: GateClock(now: now, isSuspect: false), history: { _ in .unknown })
    }
}
