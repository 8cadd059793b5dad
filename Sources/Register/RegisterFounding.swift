import PassCrypto
import PassFormat
import PassVerify
import SQLStore

/// The first transaction of a register.
struct RegisterFounding {
    let seeds: Seeds
    let keys: RegisterKeys
    let now: Int64
    let principal: Principal

    func write(permutation: IndexPermutation, _ database: any SQLWriting) throws {
        try SettingStore.set(.auditOrigin, seeds.auditOrigin, database)
        try SettingStore.set(.issuer, seeds.policy.issuer.string, database)
        try SettingStore.set(.statusPrefix, seeds.policy.statusPrefix.string, database)
        try SettingStore.set(.level, String(seeds.level.rawValue), database)
        try SeedStore.adopt(seeds, version: 1, now: now, database)
        var events: [AuditEvent] = [
            .registerCreated(issuer: seeds.policy.issuer.string, origin: seeds.auditOrigin),
            .seedsAdopted(version: 1, digest: seeds.digest),
        ]
        for (use, key) in keys.byUse {
            events.append(try KeyTerm(seeds: seeds, now: now).found(key.publicKey, use: use, database))
        }
        _ = try StatusStore.open(0, permutation, now: now, database)
        events.append(.listOpened(0))
        try AuditStore.append(events, at: now, by: principal, database)
    }
}
