import PassCrypto
import SQLStore

// The authenticator app of an account.
extension Register {
    /// Makes a secret for an app. It counts when a code of it was typed.
    package func beginTimeCodes(of id: AccountID) async throws -> TimeCodeEnrolment {
        guard let row = try await engine.read({ try AccountStore.account(id, $0) }) else {
            throw RegisterError.unknownAccount
        }
        let secret = random.bytes(TimeCode.secretByteCount)
        let sealed = try vault.seal(
            secret, context: SecondFactorCheck.context(of: id), nonce: random.bytes(SecretBox.nonceByteCount))
        try await engine.write { try AccountStore.setNewTimeSecret(sealed, of: row.seq, $0) }
        return try enrolment(secret, row)
    }

    /// The secret that was made and is not confirmed yet, to be shown again.
    package func unconfirmedTimeCodes(of id: AccountID) async throws -> TimeCodeEnrolment? {
        guard let row = try await engine.read({ try AccountStore.account(id, $0) }), let sealed = row.newTimeSecret
        else { return nil }
        return try enrolment(try SecondFactorCheck.opened(sealed, of: id, vault), row)
    }

    @inline(never)
    private func enrolment(_ secret: [UInt8], _ row: AccountRow) throws -> TimeCodeEnrolment {
        TimeCodeEnrolment(secret: secret, issuer: "PortPass \(issuer)", account: try opened(row).email.address)
    }

    package enum TimeCodeAnswer: Hashable, Sendable {
        /// Recovery codes, which nobody sees again.
        case done([RecoveryCode])
        case wrong
        /// The app makes its codes with SHA-1, which the rules don't have here.
        case sha1

        package var codes: [RecoveryCode]? { if case .done(let codes) = self { codes } else { nil } }
    }

    /// Sets the app up, when a code of it was typed.
    package func confirmTimeCodes(
        of id: AccountID, code typed: String, at door: Door = .company, now: Int64
    ) async throws -> TimeCodeAnswer {
        let codes = (0..<RecoveryCode.count).compactMap { _ in
            RecoveryCode(random: random.bytes(RecoveryCode.randomByteCount))
        }
        // Only for who has the app: making them takes its time.
        let waiting = try await engine.read { try AccountStore.account(id, $0) }
        guard let sealed = waiting?.newTimeSecret,
            let made = SecondFactorCheck.made(
                typed, with: try SecondFactorCheck.opened(sealed, of: id, vault), now: now)
        else { return .wrong }
        guard made.hash == .sha256 || seeds.companies.sha1Codes.contains(door) else { return .sha1 }
        var kept: [ShortSecret] = []
        for code in codes { kept.append(try await shortSecret(code.secret(of: id), RecoveryCode.kind)) }
        let hashes = kept
        return try await engine.write { database in
            // The same secret still: what it was made with was looked at.
            guard let row = try AccountStore.account(id, database), row.newTimeSecret == sealed else { return .wrong }
            try AccountStore.setTimeSecret(sealed, hash: made.hash, step: made.step, of: row.seq, database)
            try AccountStore.setRecoveryCodes(hashes, of: row.seq, database)
            try AuditStore.append(
                [.company(.accountChanged(id, .secondFactor))], at: now, by: id.principal, database)
            return .done(codes)
        }
    }

    /// Takes the app away again.
    /// - Returns: false for a wrong code, and for one after too many of them.
    package func removeTimeCodes(of id: AccountID, code: String, now: Int64) async throws -> Bool {
        let limits = seeds.companies.signIn
        guard let known = try await engine.read({ try AccountStore.account(id, $0) }) else { return false }
        let recovery = try await recoveryCode(code, of: known)
        return try await engine.write { [vault] database in
            guard let row = try AccountStore.account(id, database),
                case .success(let attempt) = try SignInStore.claim(
                    account: row.email, client: nil, limits, at: now, database),
                try SecondFactorCheck(vault: vault, now: now, recovery: recovery).isRight(
                    .code(code), of: row, database)
            else { return false }
            try SignInStore.forgive(attempt, account: row.email, database)
            try AccountStore.setTimeSecret(nil, step: nil, of: row.seq, database)
            try AccountStore.setRecoveryCodes([], of: row.seq, database)
            try AuditStore.append(
                [.company(.accountChanged(id, .noSecondFactor))], at: now, by: id.principal, database)
            return true
        }
    }
}
