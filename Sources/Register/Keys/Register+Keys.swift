package import PassFormat
package import PassVerify
import SQLStore
import TrustFiles

extension Register {
    /// Every key the register ever signed with, oldest first.
    package func keys() async throws -> [RegisterKey] {
        try await engine.read { try KeyStore.all($0) }
    }

    /// A key is in other hands. It signs nothing more; of its passes only those the register knows stay good, by `issued/KID` in
    /// the next publication.
    /// - Throws: ``RegisterError`` with code `notFound`.
    package func markCompromised(_ id: KeyID, by principal: Principal, now: Int64) async throws {
        defer { changes.notify() }
        try await engine.write { try Self.condemn(id, by: principal, now: now, $0) }
    }

    static func condemn(
        _ id: KeyID, by principal: Principal, now: Int64, _ database: any SQLWriting
    ) throws {
        let keys = try KeyStore.all(database).filter { $0.id == id }
        guard !keys.isEmpty else {
            throw RegisterError(.notFound, "the register has no key \(id.hex): see portpass keys")
        }
        for key in keys where key.state != .compromised && key.state != .ended {
            try KeyStore.setState(.compromised, of: key.number, database)
            try AuditStore.append([.keyCompromised(id, use: key.use.rawValue)], at: now, by: principal, database)
        }
    }

    /// The security level of every port that has none of its own.
    package func level() async throws -> SecurityLevel {
        let text = try await engine.read { try SettingStore.value(.level, $0) }
        guard let level = text.flatMap({ Int($0) }).flatMap({ SecurityLevel(rawValue: $0) }) else {
            throw RegisterError.damaged("no security level")
        }
        return level
    }

    /// Sets the security level of all ports; gates have it after the next publication.
    package func setLevel(_ level: SecurityLevel, by principal: Principal, now: Int64) async throws {
        let policy = seeds.policy
        defer { changes.notify() }
        try await engine.write { database in
            let before = try PortOrderStore.levels(policy, database)
            for port in policy.ports where before[port.id] != level {
                try PortOrderStore.add(
                    .init(port: port.id.string, content: .level(level), reason: .other), by: principal, at: now,
                    database)
            }
            guard
                try SettingStore.value(.level, database) != String(level.rawValue)
                    || before != SecurityLevels(level)
            else { return }
            try SettingStore.set(.level, String(level.rawValue), database)
            try AuditStore.append([.levelSet(level.rawValue)], at: now, by: principal, database)
        }
    }
}
