import PassCrypto
import SQLStore

// Signing in.
//
// Nobody learns here whether an address has an account: as much is read, hashed and written for one that has none, and the answer
// is the same. An attempt is counted before the password is looked at.
extension Register {
    /// Where somebody wants in. An account opens one of them: whoever works here has no company's pages by it, and no mailbox alone
    /// opens the back office.
    package enum Door: String, Hashable, Sendable, CaseIterable { case company, staff }

    /// - Parameters:
    ///   - email: nil for what is no address, which is as wrong as an unknown one.
    ///   - client: who tries, as the limits count; nil for one that is not counted.
    package func signIn(
        email: Contact?, password typed: String, at door: Door = .company, client: String?, now: Int64
    ) async throws -> SignInAnswer {
        let key = try vault.subject(contact: email ?? Contact(.email, checked: "nobody@invalid.invalid"))
        let clientKey = try clientKey(client)
        let limits = seeds.companies.signIn
        let claimed = try await engine.write { database in
            let account = try AccountStore.account(email: key, database)
            return (
                try SignInStore.claim(account: key, client: clientKey, limits, at: now, database), account,
                try Self.opens(door, account?.seq ?? -1, database)
            )
        }
        let attempt: Int64
        switch claimed.0 {
        case .success(let seq): attempt = seq
        case .failure(let tooMany): return .tooMany(retryAfter: tooMany.retryAfter)
        }
        let password = PasswordText(typed)
        do {
            guard try await passwords.matches(password, claimed.1?.password), let account = claimed.1, claimed.2
            else { return .refused }
            let better = passwords.isOutdated(account.password) ? try await passwords.hash(password) : nil
            return try await passed(account, attempt: attempt, rehashed: better, now: now)
        } catch is PasswordHasher.Busy {
            try await engine.write { try SignInStore.forgive(attempt, account: key, $0) }
            return .busy
        }
    }

    /// Whether an account is one of those that come in here.
    private static func opens(_ door: Door, _ account: Int64, _ database: any SQLReading) throws -> Bool {
        let member = try StaffStore.member(account: account, database)
        return door == .staff ? member != nil && member?.state != .left : member == nil
    }

    func clientKey(_ client: String?) throws -> [UInt8]? {
        try client.map { Array(try vault.mac(Array($0.utf8), "client").prefix(16)) }
    }

    /// The password was right.
    private func passed(
        _ account: AccountRow, attempt: Int64, rehashed: SecretHash?, now: Int64
    ) async throws -> SignInAnswer {
        guard let pending = PendingSignIn(random.bytes(PendingSignIn.byteCount)) else {
            throw RegisterError(.selfCheck, "random numbers are missing")
        }
        let (email, rules) = (try opened(account).email, seeds.companies)
        return try await engine.write { database in
            // As it is now: the password may have been changed meanwhile.
            guard let current = try AccountStore.account(account.id, database), current.password == account.password
            else { return .refused }
            if let rehashed {
                try AccountStore.setPassword(rehashed, of: current.seq, at: current.passwordAt, database)
            }
            let asksMore =
                try MemberStore.asksSecondFactor(account: current.seq, rules, database)
                || StaffStore.member(account: current.seq, database) != nil || current.factorTakenAt != nil
            guard current.timeSecret != nil || asksMore else {
                try SignInStore.forget(account: current.email, database)
                return .signedIn(account.id)
            }
            try SignInStore.forgive(attempt, account: current.email, database)
            try SignInStore.put(
                pending.digest, account: current.seq, expires: now + rules.signIn.secondFactorSeconds, at: now,
                database)
            return .secondFactor(pending, current.timeSecret != nil ? .timeCode : .message(email))
        }
    }

    /// Where a code is sent to when a sign-in waits for one; nil when it waits for none.
    package func secondFactor(of pending: PendingSignIn, now: Int64) async throws -> SecondFactorKind? {
        let row = try await engine.read { database in
            try SignInStore.pending(pending.digest, at: now, database).flatMap {
                try AccountStore.account(seq: $0.account, database)
            }
        }
        return try row.map { row in row.timeSecret != nil ? .timeCode : .message(try opened(row).email) }
    }

    /// Goes on with a sign-in that waits for a second factor. A wrong one counts as an attempt, too.
    package func signIn(
        _ pending: PendingSignIn, with factor: SecondFactor, at door: Door = .company, client: String?, now: Int64
    ) async throws -> SecondFactorAnswer {
        let clientKey = try clientKey(client)
        let limits = seeds.companies.signIn
        let recovery: [UInt8]?
        do { recovery = try await recoveryCode(factor, of: pending, now: now) } catch let error as RegisterError {
            guard error.code == .busy else { throw error }
            return .tooMany(retryAfter: 1)
        }
        return try await engine.write { [vault] database in
            guard let waiting = try SignInStore.pending(pending.digest, at: now, database),
                let account = try AccountStore.account(seq: waiting.account, database),
                try Self.opens(door, account.seq, database)
            else { return .over }
            if case .failure(let tooMany) = try SignInStore.claim(
                account: account.email, client: clientKey, limits, at: now, database)
            {
                return .tooMany(retryAfter: tooMany.retryAfter)
            }
            let isRight = try SecondFactorCheck(vault: vault, now: now, recovery: recovery)
                .isRight(factor, of: account, database)
            guard isRight else {
                let left = max(0, limits.secondFactorTries - waiting.failures - 1)
                if left == 0 {
                    try SignInStore.end(pending.digest, database)
                    return .over
                }
                try SignInStore.countFailure(pending.digest, database)
                return .wrong(triesLeft: left)
            }
            try SignInStore.end(pending.digest, database)
            try SignInStore.forget(account: account.email, database)
            return .signedIn(account.id)
        }
    }

    /// The recovery code that was given. A wrong one costs nothing to look up, so that it is counted after this.
    private func recoveryCode(_ factor: SecondFactor, of pending: PendingSignIn, now: Int64) async throws -> [UInt8]? {
        guard case .code(let typed) = factor else { return nil }
        let account = try await engine.read { database in
            try SignInStore.pending(pending.digest, at: now, database).flatMap {
                try AccountStore.account(seq: $0.account, database)
            }
        }
        guard let account else { return nil }
        return try await recoveryCode(typed, of: account)
    }

    /// Whether somebody who is signed in knows the password: asked again before what would lock them out.
    /// - Returns: `.signedIn` when it is right.
    package func confirm(
        password typed: String, of id: AccountID, client: String?, now: Int64
    ) async throws -> SignInAnswer {
        let clientKey = try clientKey(client)
        let limits = seeds.companies.signIn
        let claimed = try await engine.write { database -> (AccountRow, Result<Int64, SignInStore.TooMany>) in
            guard let account = try AccountStore.account(id, database) else { throw RegisterError.unknownAccount }
            return (
                account,
                try SignInStore.claim(account: account.email, client: clientKey, limits, at: now, database)
            )
        }
        let attempt: Int64
        switch claimed.1 {
        case .success(let seq): attempt = seq
        case .failure(let tooMany): return .tooMany(retryAfter: tooMany.retryAfter)
        }
        let isRight: Bool
        do {
            isRight = try await passwords.matches(PasswordText(typed), claimed.0.password)
        } catch is PasswordHasher.Busy {
            try await engine.write { try SignInStore.forgive(attempt, account: claimed.0.email, $0) }
            return .busy
        }
        guard isRight else { return .refused }
        try await engine.write { try SignInStore.forgive(attempt, account: claimed.0.email, $0) }
        return .signedIn(id)
    }
}

extension RegisterError {
    static let unknownAccount = RegisterError(.notFound, "there is no such account")
}
