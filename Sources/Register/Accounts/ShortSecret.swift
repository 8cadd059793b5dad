import PassCrypto
import SQLStore

/// What is kept of a secret of fewer than 112 bits: Argon2id under a salt of its own (OWASP ASVS 5.0, V6.5.2), over a keyed hash, so
/// that who has the database alone can't even try; and 24 bits of another keyed hash, by which it is found. Of those nobody without
/// the key learns anything, and a wrong guess costs nothing but once in sixteen million times.
struct ShortSecret: Sendable {
    static let selectorByteCount = 3

    let selector: [UInt8]
    let hash: SecretHash

    /// One that a database holds, to be held against what was typed.
    struct Stored: Sendable {
        let hash: SecretHash

        /// - Parameter row: salt, operations, memory and digest.
        init(_ row: SQLRow) throws {
            guard let operations = UInt32(exactly: try row.integer(1)),
                let memory = UInt32(exactly: try row.integer(2)),
                let cost = try? SealingCost(operations: operations, memoryKiB: memory),
                let hash = SecretHash(salt: try row.blob(0), cost: cost, digest: try row.blob(3))
            else { throw RegisterError.damaged("the hash of a code") }
            self.hash = hash
        }
    }
}

extension Register {
    /// What is hashed of a code, and what finds its hash.
    func keyed(_ secret: [UInt8], _ kind: String) throws -> (bytes: [UInt8], selector: [UInt8]) {
        let bytes = try vault.mac(secret, kind)
        let selector = try vault.mac(secret, kind + "-selector").prefix(ShortSecret.selectorByteCount)
        return (bytes, Array(selector))
    }

    /// - Throws: ``RegisterError`` with code `busy` where more is being hashed than can be.
    func shortSecret(_ secret: [UInt8], _ kind: String) async throws -> ShortSecret {
        let (bytes, selector) = try keyed(secret, kind)
        do {
            return ShortSecret(selector: selector, hash: try await passwords.hash(code: bytes))
        } catch is PasswordHasher.Busy { throw RegisterError.busy }
    }

    /// The digest of the one that is this secret's, by which no other is known; nil for none.
    /// - Parameter stored: found by its selector: almost always one or none.
    func match(_ bytes: [UInt8], among stored: [ShortSecret.Stored]) async throws -> [UInt8]? {
        var found: [UInt8]?
        for one in stored {
            do {
                if try await passwords.matches(code: bytes, one.hash) { found = one.hash.digest }
            } catch is PasswordHasher.Busy { throw RegisterError.busy }
        }
        return found
    }
}

extension RegisterError.Code {
    /// More is being done at once than can be: come again.
    package static let busy = RegisterError.Code(rawValue: "busy")
}

extension RegisterError {
    static let busy = RegisterError(.busy, "more is being looked at than can be: try again in a moment")
}
