import Identifiers
import PassCrypto
import SQLStore

// Tokens by which programs act for a company.
extension Register {
    /// Of a company, that are good.
    static let mostTokens: Int64 = 20
    package static let longestTokenDays: Int64 = 366

    /// Makes a token. It acts in the place of who makes it, and for as long as they may act.
    /// - Throws: ``RegisterError`` with code `denied` for who is no owner.
    package func makeToken(
        name typed: String, scopes: Set<TokenScope>, days: Int64, proof: OwnerProof, by actor: AccountID,
        client: String?, now: Int64
    ) async throws -> TokenOutcome {
        _ = try await engine.read { try ActingMember(actor, .integrate, $0) }
        let name = TextNormalisation.trimmed(typed)
        let faults = Self.tokenFaults(name: name, scopes: scopes, days: days)
        guard faults.isEmpty else { return .refused(faults) }
        if case .password(let password) = proof {
            switch try await confirm(password: password, of: actor, client: client, now: now) {
            case .signedIn: break
            case .refused, .secondFactor: return .notProved
            case .tooMany(let seconds): return .tooMany(retryAfter: seconds)
            case .busy: return .busy
            }
        }
        var recovery: [UInt8]?
        if case .code(let code) = proof, let account = try await engine.read({ try AccountStore.account(actor, $0) }) {
            recovery = try await recoveryCode(code, of: account)
        }
        guard let token = ProgramToken(random: random.bytes(ProgramToken.randomByteCount)),
            let id = TokenID(random.bytes(TokenID.byteCount))
        else { throw RegisterError(.selfCheck, "random numbers are missing") }
        let limits = seeds.companies.signIn
        return try await engine.write { [vault, recovery] database in
            let check = SecondFactorCheck(vault: vault, now: now, recovery: recovery)
            let member = try ActingMember(actor, .integrate, database)
            if let wrong = try Self.problem(proof, of: member.account, limits, check, now: now, database) {
                return wrong
            }
            guard try TokenStore.count(of: member.company.seq, at: now, database) < Self.mostTokens else {
                return .refused([Fault("name", "too-many", ["most": "\(Self.mostTokens)"])])
            }
            let new = TokenStore.New(
                id: id, name: name, scopes: scopes, digest: token.digest, hint: token.hint,
                expires: now + days * 86_400)
            guard try TokenStore.insert(new, member, at: now, database) else {
                throw RegisterError(.selfCheck, "random ids repeat: the source of randomness is broken")
            }
            try AuditStore.append(
                [.company(.tokenMade(member.company.id, id, scopes, expires: new.expires))], at: now,
                by: actor.principal, database)
            return .made(
                token,
                CompanyToken(
                    id: id, name: name, scopes: scopes, hint: token.hint, madeBy: actor, madeAt: now,
                    expires: new.expires, usedAt: nil, revokedAt: nil))
        }
    }

    private static func tokenFaults(name: String, scopes: Set<TokenScope>, days: Int64) -> [Fault] {
        var faults: [Fault] = []
        if name.isEmpty {
            faults.append(Fault("tokenName", "required"))
        } else if name.utf8.count > 90 {
            faults.append(Fault("tokenName", "too-long", ["most": "30"]))
        } else if !TextNormalisation.isPlain(name) {
            faults.append(Fault("tokenName", "forbidden-character"))
        }
        if scopes.isEmpty { faults.append(Fault("scopes", "required")) }
        if !(1...longestTokenDays).contains(days) { faults.append(Fault("days", "required")) }
        return faults
    }

    /// What is wrong with a proof; nil for nothing. A password was looked at before; whoever has an app is not let in by less.
    private static func problem(
        _ proof: OwnerProof, of account: AccountRow, _ limits: CompanyRules.SignInLimits, _ check: SecondFactorCheck,
        now: Int64, _ database: any SQLWriting
    ) throws -> TokenOutcome? {
        switch proof {
        case .password: return account.timeSecret == nil ? nil : .notProved
        case .code(let code):
            switch try SignInStore.claim(account: account.email, client: nil, limits, at: now, database) {
            case .failure(let tooMany): return .tooMany(retryAfter: tooMany.retryAfter)
            case .success(let attempt):
                guard try check.isRight(.code(code), of: account, database) else {
                    return .notProved
                }
                try SignInStore.forgive(attempt, account: account.email, database)
                return nil
            }
        }
    }

    /// The tokens of an actor's company, the newest first; those that are over for a while.
    package func tokens(by actor: AccountID, now: Int64) async throws -> [CompanyToken] {
        try await engine.read {
            try TokenStore.all(
                of: ActingMember(actor, .integrate, $0).company.seq, overSince: now - 90 * 86_400, $0)
        }
    }

    /// Takes a token back, at once. Nothing else is asked for it: whoever lost one is in a hurry.
    /// - Returns: false when there is none that is good.
    package func revokeToken(_ id: TokenID, by actor: AccountID, now: Int64) async throws -> Bool {
        try await engine.write { database in
            let company = try ActingMember(actor, .integrate, database).company
            guard try TokenStore.revoke(id, of: company.seq, at: now, database) else { return false }
            try AuditStore.append(
                [.company(.tokenRevoked(company.id, id))], at: now, by: actor.principal, database)
            return true
        }
    }

    // MARK: When one is shown

    /// For whom a token acts; nil for one that is unknown or over, or whose maker acts for the company no more.
    package func holder(of token: ProgramToken, now: Int64) async throws -> TokenHolder? {
        let digest = token.digest
        let found = try await engine.read { database -> (TokenStore.Found, CompanyRow)? in
            guard let found = try TokenStore.find(digest, at: now, database),
                ConstantTime.areEqual(found.digest, digest),
                try MemberStore.member(found.account, database)?.company == found.company,
                let company = try CompanyStore.company(seq: found.company, database)
            else { return nil }
            return (found, company)
        }
        guard let (row, company) = found else { return nil }
        if row.usedAt.map({ now - $0 >= 60 }) ?? true {
            try await engine.write { try TokenStore.setUsed(row.seq, at: now, $0) }
        }
        return TokenHolder(
            token: row.id, account: row.accountID, company: company.id, companyName: try self.company(company).name,
            scopes: row.scopes, seq: row.seq, companySeq: row.company)
    }
}
