import PassCrypto
import SQLStore

// How the staff sign in: a code from whoever asked them in, a password, and an authenticator app, always.
extension Register {
    package enum StaffJoinAnswer: Hashable, Sendable {
        /// The password counts; the app is to be set up now.
        case setUp(PendingSignIn)
        case refused(Fault)
        /// There is no such invitation, or it is over.
        case unknownCode
        case busy
    }

    /// Takes up an invitation with a password of one's own.
    package func joinStaff(code typed: String, password: String, now: Int64) async throws -> StaffJoinAnswer {
        guard let code = InvitationCode(typed: typed) else { return .unknownCode }
        let verifier = try code.staffVerifier(vault)
        let found = try await engine.read { database in
            try StaffStore.invited(verifier, at: now, database).map { try Self.known($0, database) }
        }
        guard let found else { return .unknownCode }
        let invited = try member(found)
        let new = NewAccount(
            email: invited.email, name: invited.name, password: password, language: invited.language)
        if let fault = faults(in: new, own: [invited.handle.text]).first(where: { $0.field == "password" }) {
            return .refused(fault)
        }
        let account: AccountStore.New
        do { account = try await prepared(new) } catch is PasswordHasher.Busy { return .busy }
        let pending = try newPending()
        let lasts = seeds.companies.signIn.secondFactorSeconds
        return try await engine.write { database in
            guard let row = try StaffStore.invited(verifier, at: now, database), row.state == .invited else {
                return .unknownCode
            }
            let seq: Int64
            if let known = row.account {
                // Somebody else may have had the code first: what they began, and the secret that they were shown, is nothing any more.
                try SignInStore.endAll(of: known, database)
                try AccountStore.setNewTimeSecret(nil, of: known, database)
                try AccountStore.setPassword(account.password, of: known, at: now, database)
                seq = known
            } else {
                guard let made = try AccountStore.insert(account, at: now, database) else {
                    throw RegisterError(.alreadyExists, "the address has an account of another kind")
                }
                seq = made
            }
            try StaffStore.setState(.invited, account: seq, of: row.seq, database)
            try SignInStore.put(pending.digest, account: seq, expires: now + lasts, at: now, database)
            return .setUp(pending)
        }
    }

    /// What an authenticator app is set up with, between password and first code; nil when it is too late for that, or was done.
    package func staffEnrolment(_ pending: PendingSignIn, now: Int64) async throws -> TimeCodeEnrolment? {
        guard let account = try await enrolling(pending, now: now) else { return nil }
        if let known = try await unconfirmedTimeCodes(of: account) { return known }
        return try await beginTimeCodes(of: account)
    }

    package enum StaffEnrolmentAnswer: Hashable, Sendable {
        /// Shown once: they open the door without the app, each once.
        case done([RecoveryCode])
        case wrong
        /// As ``TimeCodeAnswer/sha1``; it counts as a wrong one.
        case sha1
        case over
    }

    /// Sets the app up when a code of it was typed, and the invitation is used up.
    package func confirmStaffEnrolment(
        _ pending: PendingSignIn, code: String, now: Int64
    ) async throws -> StaffEnrolmentAnswer {
        guard let account = try await enrolling(pending, now: now) else { return .over }
        let answer = try await confirmTimeCodes(of: account, code: code, at: .staff, now: now)
        guard let codes = answer.codes else {
            let tries = seeds.companies.signIn.secondFactorTries
            return try await engine.write { database in
                guard let waiting = try SignInStore.pending(pending.digest, at: now, database),
                    waiting.failures + 1 < tries
                else {
                    try SignInStore.end(pending.digest, database)
                    return .over
                }
                try SignInStore.countFailure(pending.digest, database)
                return answer == .sha1 ? .sha1 : .wrong
            }
        }
        try await engine.write { database in
            guard let seq = try AccountStore.account(account, database)?.seq,
                let row = try StaffStore.member(account: seq, database)
            else { throw RegisterError.damaged("somebody of the staff") }
            try SignInStore.end(pending.digest, database)
            try StaffStore.endInvitation(of: row.seq, database)
            try StaffStore.setState(.active, account: seq, of: row.seq, database)
            try AuditStore.append([.staff(.joined(row.handle))], at: now, by: row.handle.principal, database)
        }
        return .done(codes)
    }

    /// The account that waits for its app; only while its invitation lasts.
    private func enrolling(_ pending: PendingSignIn, now: Int64) async throws -> AccountID? {
        try await engine.read { database in
            guard let waiting = try SignInStore.pending(pending.digest, at: now, database),
                let row = try StaffStore.member(account: waiting.account, database), row.state == .invited,
                try StaffStore.isInvited(row.seq, at: now, database),
                let account = try AccountStore.account(seq: waiting.account, database), account.timeSecret == nil
            else { return nil }
            return account.id
        }
    }

    @inline(never)
    private func newPending() throws -> PendingSignIn {
        guard let pending = PendingSignIn(random.bytes(PendingSignIn.byteCount)) else {
            throw RegisterError(.selfCheck, "random numbers are missing")
        }
        return pending
    }

    // MARK: Signing in

    package enum StaffSignInAnswer: Hashable, Sendable {
        /// A code of the app is asked for, or one for recovery.
        case code(PendingSignIn)
        /// The app was never set up: that comes first.
        case setUp(PendingSignIn)
        case refused
        case tooMany(retryAfter: Int64)
        case busy
    }

    package func signInStaff(
        email: Contact?, password: String, client: String?, now: Int64
    ) async throws -> StaffSignInAnswer {
        switch try await signIn(email: email, password: password, at: .staff, client: client, now: now) {
        case .signedIn, .refused: return .refused
        case .secondFactor(let pending, .timeCode): return .code(pending)
        case .secondFactor(let pending, .message):
            return try await enrolling(pending, now: now) == nil ? .refused : .setUp(pending)
        case .tooMany(let seconds): return .tooMany(retryAfter: seconds)
        case .busy: return .busy
        }
    }

    package enum StaffCodeAnswer: Hashable, Sendable {
        case signedIn(SessionToken)
        case wrong(triesLeft: Int64)
        case over
        case tooMany(retryAfter: Int64)
    }

    /// - Parameters:
    ///   - client: the address that the connection comes from, for the log and the person's own list.
    ///   - counted: the same as the limits count it; nil for one that is not counted.
    package func signInStaff(
        _ pending: PendingSignIn, code: String, client: String, counted: String?, agent: String, now: Int64
    ) async throws -> StaffCodeAnswer {
        let answer = try await signIn(pending, with: .code(code), at: .staff, client: counted, now: now)
        switch answer {
        case .wrong(let left): return .wrong(triesLeft: left)
        case .over: return .over
        case .tooMany(let seconds): return .tooMany(retryAfter: seconds)
        case .signedIn(let account):
            guard let token = SessionToken(random.bytes(SessionToken.byteCount)) else {
                throw RegisterError(.selfCheck, "random numbers are missing")
            }
            let isIn = try await engine.write { [digest = token.digest] database -> Bool in
                guard let seq = try AccountStore.account(account, database)?.seq,
                    let row = try StaffStore.member(account: seq, database), row.state == .active
                else { return false }
                try StaffSessionStore.insert(
                    digest, of: row.seq, client: client, agent: Self.agent(agent), at: now, database)
                try AuditStore.append(
                    [.staff(.signedIn(row.handle, client: client))], at: now, by: row.handle.principal, database)
                return true
            }
            return isIn ? .signedIn(token) : .over
        }
    }

    /// What a browser says of itself: printable ASCII, and not more than somebody reads.
    private static func agent(_ text: String) -> String {
        String(
            decoding: text.utf8.filter { (0x20...0x7E).contains($0) }.prefix(StaffSession.agentBytes), as: UTF8.self)
    }
}
