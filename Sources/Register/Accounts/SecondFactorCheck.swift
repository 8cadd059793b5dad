import PassCrypto
import SQLStore

/// Looks at a second factor, inside the transaction that uses it up.
struct SecondFactorCheck {
    let vault: IdentityVault
    let now: Int64

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
            if let step = TimeCode.step(of: plain, secret: secret, now: now, after: account.timeStep) {
                try AccountStore.setTimeStep(step, of: account.seq, database)
                return true
            }
            guard let code = RecoveryCode(typed: typed) else { return false }
            return try AccountStore.useRecoveryCode(
                try code.verifier(of: account.id, vault), of: account.seq, database)
        }
    }

    static func context(of id: AccountID) -> [UInt8] { Array("time-secret:".utf8) + id.bytes }

    static func opened(_ sealed: [UInt8], of id: AccountID, _ vault: IdentityVault) throws -> [UInt8] {
        guard let secret = try vault.open(sealed, context: context(of: id)) else {
            throw RegisterError.damaged("an authenticator's secret")
        }
        return secret
    }
}
