import PassCrypto
import SQLStore

/// Looks at a second factor, inside the transaction that uses it up.
struct SecondFactorCheck {
    let vault: IdentityVault
    let now: Int64
    /// The digest of the recovery code that was typed; nil for none. Looked up before, as that takes its time.
    let recovery: [UInt8]?

    func isRight(_ factor: SecondFactor, of account: AccountRow, _ database: any SQLWriting) throws -> Bool {
        switch factor {
        case .message(let contact):
            // Who has set up an app is not let in by less.
            guard account.timeSecret == nil else { return false }
            return ConstantTime.areEqual(try vault.subject(contact: contact), account.email)
        case .code(let typed):
            guard let sealed = account.timeSecret else { return false }
            let plain = ContactText.plain(typed).utf8.filter { $0 != 0x20 && $0 != UInt8(ascii: "-") }
            let secret = try Self.opened(sealed, of: account.id, vault)
            if let step = TimeCode.step(
                of: plain, secret: secret, hash: account.timeHash, now: now, after: account.timeStep)
            {
                try AccountStore.setTimeStep(step, of: account.seq, database)
                return true
            }
            if let recovery {
                return try AccountStore.useRecoveryCode(digest: recovery, of: account.seq, database)
            }
            guard let code = RecoveryCode(typed: typed) else { return false }
            return try AccountStore.useRecoveryCode(
                try code.verifier(of: account.id, vault), of: account.seq, database)
        }
    }

    /// What an app made a code with that is being set up, and the step of it. It is asked for SHA-256 by what is shown; one that
    /// knows SHA-1 only makes codes with that all the same (RFC 6238 section 1.2 has both), and is taken where the rules have it.
    static func made(
        _ typed: String, with secret: [UInt8], now: Int64
    ) -> (hash: TimeCode.HashFunction, step: Int64)? {
        let plain = ContactText.plain(typed).utf8.filter { $0 != 0x20 && $0 != UInt8(ascii: "-") }
        for hash in TimeCode.HashFunction.allCases {
            if let step = TimeCode.step(of: plain, secret: secret, hash: hash, now: now, after: nil) {
                return (hash, step)
            }
        }
        return nil
    }

    static func context(of id: AccountID) -> [UInt8] { Array("time-secret:".utf8) + id.bytes }

    static func opened(_ sealed: [UInt8], of id: AccountID, _ vault: IdentityVault) throws -> [UInt8] {
        guard let secret = try vault.open(sealed, context: context(of: id)) else {
            throw RegisterError.damaged("an authenticator's secret")
        }
        return secret
    }
}

extension Register {
    /// The digest of the recovery code of an account that was typed; nil for none, and for what is no such code.
    func recoveryCode(_ typed: String, of account: AccountRow) async throws -> [UInt8]? {
        guard account.timeSecret != nil, let code = RecoveryCode(typed: typed) else { return nil }
        let (bytes, selector) = try keyed(code.secret(of: account.id), RecoveryCode.kind)
        let stored = try await engine.read {
            try AccountStore.recoveryCodes(of: account.seq, selector: selector, $0)
        }
        return try await match(bytes, among: stored)
    }
}
