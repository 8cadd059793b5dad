import Foundation
import PassCrypto
import PassFormat
import PassVerify
import SQLStore
import TrustPublishing

/// What is checked before a register does anything.
struct RegisterOpening {
    let engine: any SQLEngine
    let files: RegisterFiles
    let keyRing: KeyRing
    let repository: RepositoryWriter

    /// The keys must be the ones the register knows as current: whatever another key signed, every gate would refuse.
    func checkKeys() async throws {
        let known = try await engine.read { try KeyStore.all($0) }
        guard !known.isEmpty else {
            throw RegisterError(
                .notARegister, "the database in \(files.directory) was never completed: restore a backup")
        }
        for use in RegisterKey.Use.allCases {
            // Without a current key nothing is signed, but suspending and revoking must go on.
            guard let current = known.first(where: { $0.use == use && $0.state == .current }) else { continue }
            guard keyRing.handle(of: current) != nil else {
                throw RegisterError(
                    .wrongKeys,
                    "the \(use.rawValue) key given is not the one of this register (\(current.id.hex)): give that one")
            }
        }
    }

    /// A database older than what was published from it was restored from a backup: it would give out numbers and places a
    /// second time, and believe revoked passes valid.
    func checkPublished() async throws {
        guard let contents = try? repository.inspect(), let target = contents.targets[Publication.checkpointPath] else {
            return
        }
        let path = "\(files.directory)/tuf/targets/audit/\(target.sha256Hex).checkpoint"
        guard let data = FileManager.default.contents(atPath: path) else { return }
        let origin = try await engine.read { try SettingStore.value(.auditOrigin, $0) } ?? ""
        let auditKeys = try await engine.read { try KeyStore.all($0) }.filter { $0.use == .audit }.map(\.publicKey)
        let note = String(decoding: data, as: UTF8.self)
        guard let published = SignedCheckpoint(verifying: note, origin: origin, keys: auditKeys)?.checkpoint else {
            return
        }
        let isSame = try await engine.read { database in
            let size = try AuditStore.size(database)
            if let number = try SettingStore.value(.restoredIn, database).flatMap({ Int64($0) }),
                let record = try AuditStore.record(number, database),
                let logBreak = LogBreak(record: record, number: number), logBreak.publishedSize == published.size,
                logBreak.publishedRoot == published.root
            {
                // Restored, and cut short before it published anything of its own.
                return true
            }
            guard published.size <= size else { return false }
            return try AuditStore.tree(database, size: size).root(of: published.size) == published.root
        }
        guard isSame else {
            throw RegisterError(
                .behindPublished,
                "the register is older than what it published (audit log of \(published.size) records): it was restored from a backup; do not go on with it"
            )
        }
    }

    /// Puts the seeds in force when they have changed since.
    /// - Returns: their new version, or nil.
    func adopt(_ seeds: Seeds, by principal: Principal, now: Int64) async throws -> Int? {
        let digest = seeds.digest
        return try await engine.write { database -> Int? in
            guard let newest = try SeedStore.newest(database) else { throw RegisterError.damaged("no seeds") }
            if newest.digest == digest { return nil }
            let lasting: [(SettingStore.Name, String)] = [
                (.auditOrigin, seeds.auditOrigin), (.issuer, seeds.policy.issuer.string),
                (.statusPrefix, seeds.policy.statusPrefix.string),
            ]
            for (name, value) in lasting {
                guard try SettingStore.value(name, database) == value else {
                    throw RegisterError.seeds(
                        "policy.json", nil, "issuer, statusPrefix and auditOrigin of a register never change")
                }
            }
            try SeedStore.adopt(seeds, version: newest.version + 1, now: now, database)
            try AuditStore.append(
                [.seedsAdopted(version: newest.version + 1, digest: digest)], at: now, by: principal, database)
            return Int(newest.version + 1)
        }
    }
}
