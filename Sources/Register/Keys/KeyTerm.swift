import PassCrypto
import PassFormat
import PassVerify
import SQLStore

/// How long a new key signs.
struct KeyTerm {
    let seeds: Seeds
    let now: Int64

    /// Makes a register's first key of a use.
    func found(_ publicKey: PublicKey, use: RegisterKey.Use, _ database: any SQLWriting) throws -> AuditEvent {
        let expires = expiry(of: use)
        try KeyStore.add(publicKey, use: use, notBefore: now, expires: expires, announcedWith: nil, database)
        return .keyAdded(
            KeyID(rawValue: publicKey.keyID), use: use.rawValue, publicKey: publicKey.bytes, notBefore: now,
            expires: expires)
    }

    /// Makes the successor of a key, which signs nothing yet.
    /// - Parameter wait: see ``KeyAnnouncement/wait``.
    func announce(
        _ publicKey: PublicKey, use: RegisterKey.Use, wait: Int64, _ database: any SQLWriting
    ) throws -> AuditEvent {
        let expires = expiry(of: use)
        try KeyStore.add(publicKey, use: use, notBefore: now, expires: expires, announcedWith: wait, database)
        return .keyAnnounced(
            KeyID(rawValue: publicKey.keyID), use: use.rawValue, publicKey: publicKey.bytes, notBefore: now,
            expires: expires, wait: wait)
    }

    private func expiry(of use: RegisterKey.Use) -> Int64 {
        let years =
            switch use {
            case .pass: seeds.rules.passKeyYears
            case .status, .receipt: seeds.rules.statusKeyYears
            case .audit: 10
            }
        return CalendarDuration(years: years).added(to: now, utcOffset: seeds.policy.utcOffset)
    }
}
