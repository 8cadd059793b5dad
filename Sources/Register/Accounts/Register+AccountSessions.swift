import SQLStore

// Where an account is signed in, and its end.
extension Register {
    package enum EndedSessions: Hashable, Sendable {
        case one(Int64)
        /// All but this one.
        case others(than: Int64)
    }

    /// Where an account is signed in, the newest first.
    package func accountSessions(of id: AccountID, now: Int64) async throws -> [AccountSession] {
        try await engine.read { try SessionStore.sessions(ofAccount: id.bytes, at: now, $0) }
    }

    /// Signs an account out there; nothing happens where it is not signed in. What else was proved in that browser stays.
    package func end(_ sessions: EndedSessions, of id: AccountID, now: Int64) async throws {
        try await engine.write { database in
            guard let row = try AccountStore.account(id, database) else { return }
            switch sessions {
            case .one(let number):
                guard try SessionStore.remove(account: id.bytes, from: number, database) else { return }
            case .others(let number):
                try SessionStore.remove(account: id.bytes, exceptFrom: number, database)
                try SignInStore.endAll(of: row.seq, database)
            }
            try AuditStore.append([.company(.accountChanged(id, .sessions))], at: now, by: id.principal, database)
        }
    }
}
