package import PassCrypto
package import PassFormat
package import PassVerify
import SQLStore

extension Register {
    /// Every key the register ever signed with, oldest first.
    package func keys() async throws -> [RegisterKey] {
        try await engine.read { try KeyStore.all($0) }
    }

    /// Makes another key the one that signs from now on; what the old one signed stays good. Open the register with the new key
    /// afterwards.
    /// - Throws: ``RegisterError`` when the key is known already: a key has one use, once.
    package func replaceKey(
        _ use: RegisterKey.Use, with publicKey: PublicKey, by principal: Principal, now: Int64
    ) async throws {
        defer { changes.notify() }
        try await engine.write { [seeds] database in
            var events: [AuditEvent] = []
            for old in try KeyStore.all(database) where old.use == use && old.state == .current {
                try KeyStore.setState(.retired, of: old.number, database)
                events.append(.keyRetired(old.id, use: use.rawValue))
            }
            events.append(try KeyTerm(seeds: seeds, now: now).add(publicKey, use: use, database))
            try AuditStore.append(events, at: now, by: principal, database)
        }
    }

    /// A key is in other hands. It signs nothing more; of its passes only those the register knows stay good, by `issued/KID` in
    /// the next publication.
    /// - Throws: ``RegisterError`` with code `notFound`.
    package func markCompromised(_ id: KeyID, by principal: Principal, now: Int64) async throws {
        defer { changes.notify() }
        try await engine.write { database in
            let keys = try KeyStore.all(database).filter { $0.id == id }
            guard !keys.isEmpty else {
                throw RegisterError(.notFound, "the register has no key \(id.hex): see portpass keys")
            }
            for key in keys where key.state != .compromised {
                try KeyStore.setState(.compromised, of: key.number, database)
                try AuditStore.append(
                    [.keyCompromised(id, use: key.use.rawValue)], at: now, by: principal, database)
            }
        }
    }

    /// The security level that gates are told.
    package func level() async throws -> SecurityLevel {
        let text = try await engine.read { try SettingStore.value(.level, $0) }
        guard let level = text.flatMap({ Int($0) }).flatMap({ SecurityLevel(rawValue: $0) }) else {
            throw RegisterError.damaged("no security level")
        }
        return level
    }

    /// Sets the security level; gates have it after the next publication.
    package func setLevel(_ level: SecurityLevel, by principal: Principal, now: Int64) async throws {
        defer { changes.notify() }
        try await engine.write { database in
            guard try SettingStore.value(.level, database) != String(level.rawValue) else { return }
            try SettingStore.set(.level, String(level.rawValue), database)
            try AuditStore.append([.levelSet(level.rawValue)], at: now, by: principal, database)
        }
    }
}
