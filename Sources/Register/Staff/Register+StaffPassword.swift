import PassCrypto
import SQLStore

// How somebody of the staff changes their password.
extension Register {
    package enum StaffPasswordAnswer: Hashable, Sendable {
        /// It counts from now on, and their other sessions are over.
        case changed
        /// The old one is wrong.
        case wrong
        case refused(Fault)
        case tooMany(retryAfter: Int64)
        case busy
    }

    /// Sets a new password for who is signed in and gives the old one. A wrong one counts as an attempt to sign in.
    package func changeStaffPassword(
        _ duty: StaffOnDuty, old: String, new: String, client: String?, now: Int64
    ) async throws -> StaffPasswordAnswer {
        let handle = duty.member.handle
        let found = try await engine.read { database in
            try Self.staff(handle, database).account.flatMap { try AccountStore.account(seq: $0, database) }
        }
        guard let row = found else { throw RegisterError.unknownAccount }
        switch try await confirm(password: old, of: row.id, client: client, now: now) {
        case .signedIn, .secondFactor: break
        case .refused: return .wrong
        case .tooMany(let seconds): return .tooMany(retryAfter: seconds)
        case .busy: return .busy
        }
        let own = [duty.member.name, duty.member.email.address, handle.text]
        if let fault = passwordFault(new, own: own) { return .refused(fault) }
        let hash: SecretHash
        do { hash = try await passwords.hash(PasswordText(new)) } catch is PasswordHasher.Busy { return .busy }
        try await engine.write { database in
            try AccountStore.setPassword(hash, of: row.seq, at: now, database)
            try SignInStore.endAll(of: row.seq, database)
            let staff = try Self.staff(handle, database).seq
            for session in try StaffSessionStore.sessions(of: staff, at: now, database)
            where session.number != duty.session.number {
                _ = try StaffSessionStore.end(session.number, of: staff, database)
            }
            try AuditStore.append(
                [.company(.accountChanged(row.id, .password))], at: now, by: handle.principal, database)
        }
        return .changed
    }
}
