import PassCrypto
import PassFormat
import SQLStore
import TrustPublishing

extension Register {
    /// All keys: the register's own, from the first, and those of the roles of The Update Framework as they are published.
    /// - Throws: what broke; `RepositoryError` where what is published is damaged.
    package func keyOverview(now: Int64) async throws -> KeyOverview {
        let (known, rotations) = try await engine.read { database in
            (
                try KeyStore.all(database),
                try RegisterKey.Use.allCases.map { try KeyRotation.read($0, now: now, database) }
            )
        }
        let keys = known.map { key in
            KeyOverview.SigningKey(
                id: key.id, use: key.use, state: key.state, notBefore: key.notBefore, expires: key.expires,
                daysLeft: Self.days(until: key.expires, now),
                alarm: key.state == .current
                    ? KeyAlarm(expires: key.expires, lifetime: key.expires - key.notBefore, now: now) : nil,
                neededUntil: key.neededUntil)
        }
        let roles = try repository.roles().map { role in
            KeyOverview.Role(
                name: role.role.rawValue, keys: role.keys.map { KeyID(rawValue: $0.keyID) }, threshold: role.threshold,
                version: role.version, expires: role.expires,
                daysLeft: role.expires.map { Self.days(until: $0, now) },
                alarm: role.expires.flatMap { KeyAlarm(expires: $0, lifetime: role.role.lifetime, now: now) },
                isAtHand: !Set(repository.keysAtHand(role.role)).isDisjoint(with: role.keys))
        }
        return KeyOverview(keys: keys, rotations: rotations, roles: roles)
    }

    private static func days(until time: Int64, _ now: Int64) -> Int64 {
        let seconds = time - now
        return seconds >= 0 ? seconds / 86_400 : -((-seconds + 86_399) / 86_400)
    }
}
