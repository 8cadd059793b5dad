import PassCrypto
import SQLStore

// Where the staff are signed in.
extension Register {
    private static let staffTouchInterval: Int64 = 30

    /// Who is signed in with a token, which counts as seen now; nil when it is over, and for who left.
    package func staffOnDuty(_ token: SessionToken, now: Int64) async throws -> StaffOnDuty? {
        let digest = token.digest
        let found = try await engine.read { database -> (StaffSession, KnownStaff)? in
            guard let row = try StaffSessionStore.session(digest, at: now, database),
                let member = try StaffStore.member(seq: row.staff, database), member.state == .active
            else { return nil }
            return (row.session, try Self.known(member, database))
        }
        guard let (session, known) = found else { return nil }
        if now - session.seenAt >= Self.staffTouchInterval {
            try await engine.write { database in
                // As it is now: it may have ended meanwhile.
                guard try StaffSessionStore.session(digest, at: now, database) != nil else { return }
                try StaffSessionStore.touch(session.number, at: now, database)
            }
        }
        return StaffOnDuty(member: try member(known), session: session)
    }

    /// Looks at a code of the app, or one for recovery, before a grave act. Wrong ones count as attempts to sign in.
    package func proveStaff(_ duty: StaffOnDuty, code: String, now: Int64) async throws -> SecondFactorAnswer {
        let limits = seeds.companies.signIn
        let recovery: [UInt8]?
        do { recovery = try await recoveryCode(code, of: duty) } catch let error as RegisterError {
            guard error.code == .busy else { throw error }
            return .tooMany(retryAfter: 1)
        }
        return try await engine.write { [vault] database in
            let row = try Self.staff(duty.member.handle, database)
            guard let account = try row.account.flatMap({ try AccountStore.account(seq: $0, database) }) else {
                return .over
            }
            let attempt: Int64
            switch try SignInStore.claim(account: account.email, client: nil, limits, at: now, database) {
            case .success(let seq): attempt = seq
            case .failure(let tooMany): return .tooMany(retryAfter: tooMany.retryAfter)
            }
            guard
                try SecondFactorCheck(vault: vault, now: now, recovery: recovery).isRight(
                    .code(code), of: account, database)
            else {
                return .wrong(triesLeft: 0)
            }
            try SignInStore.forgive(attempt, account: account.email, database)
            try StaffSessionStore.prove(duty.session.number, at: now, database)
            return .signedIn(account.id)
        }
    }

    private func recoveryCode(_ typed: String, of duty: StaffOnDuty) async throws -> [UInt8]? {
        let account = try await engine.read { database in
            try Self.staff(duty.member.handle, database).account.flatMap {
                try AccountStore.account(seq: $0, database)
            }
        }
        guard let account else { return nil }
        return try await recoveryCode(typed, of: account)
    }

    /// Where somebody is signed in, the newest first.
    package func staffSessions(of handle: StaffHandle, now: Int64) async throws -> [StaffSession] {
        try await engine.read { database in
            try StaffSessionStore.sessions(of: Self.staff(handle, database).seq, at: now, database)
        }
    }

    /// Signs somebody out.
    /// - Parameter session: one of theirs; nil for all.
    package func endStaffSession(
        _ session: Int64?, of handle: StaffHandle, by principal: Principal, now: Int64
    ) async throws {
        try await engine.write { database in
            let row = try Self.staff(handle, database)
            if let session {
                guard try StaffSessionStore.end(session, of: row.seq, database) else { return }
            } else {
                try StaffSessionStore.endAll(of: row.seq, database)
            }
            try AuditStore.append(
                [.staff(.signedOut(handle, everywhere: session == nil))], at: now, by: principal, database)
        }
    }
}
