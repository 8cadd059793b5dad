import PassCrypto
import PassFormat
import PassVerify
import SQLStore

/// How long a new key signs.
struct KeyTerm {
    let seeds: Seeds
    let now: Int64

    /// Makes a key current for a use.
    func add(_ publicKey: PublicKey, use: RegisterKey.Use, _ database: any SQLWriting) throws -> AuditEvent {
        let years =
            switch use {
            case .pass: seeds.rules.passKeyYears
            case .status, .receipt: seeds.rules.statusKeyYears
            case .audit: 10
            }
        let term = CalendarDuration(years: years)
        let expires = term.added(to: now, utcOffset: seeds.policy.utcOffset)
        try KeyStore.add(publicKey, use: use, notBefore: now, expires: expires, database)
        return .keyAdded(
            KeyID(rawValue: publicKey.keyID), use: use.rawValue, publicKey: publicKey.bytes, notBefore: now,
            expires: expires)
    }
}
