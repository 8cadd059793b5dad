import PassCrypto
import PassFormat
import SQLStore

// What a browser has proved. A token is handed out anew each time something is proved, so that one that was known before, by
// whoever put it there, is worth nothing after.
extension Register {
    /// Seconds that pass before it is noted again that a session was seen: not every request is a write. What ends after half an
    /// hour without a request may end some minutes early, and what a phone keeps for a month, an hour.
    private static func touchInterval(_ session: SessionStore.Row) -> Int64 { min(max(session.idle / 15, 60), 3_600) }

    /// Begins a session in which nothing is proved yet, for what must be found again before that.
    package func startSession(limits: SessionLimits, now: Int64) async throws -> SessionToken {
        let token = try newToken()
        try await engine.write { [digest = token.digest] database in
            try SessionStore.insert(digest, limits: limits, at: now, database)
        }
        return token
    }

    /// The session of a token, which counts as seen now; nil when there is none, or it is over.
    package func session(_ token: SessionToken, now: Int64) async throws -> WebSession? {
        let digest = token.digest
        let found = try await engine.look { database -> (SessionStore.Row, [SessionStore.Grant])? in
            guard let row = try SessionStore.session(digest, at: now, database) else { return nil }
            return (row, try SessionStore.grants(of: row, at: now, database))
        }
        guard let (row, grants) = found else { return nil }
        if now - row.seenAt >= Self.touchInterval(row) {
            try await engine.write { database in
                // As it is now: another request may have touched it meanwhile.
                guard let row = try SessionStore.session(digest, at: now, database) else { return }
                try SessionStore.touch(row, at: now, database)
            }
        }
        return try session(row, grants)
    }

    /// Notes that something was proved.
    /// - Parameters:
    ///   - token: the session in which it was; nil where there is none. One that is over is as none.
    ///   - origin: where from, of an account.
    /// - Returns: the session's token from now on.
    package func grant(
        _ grant: SessionGrant, to token: SessionToken?, limits: SessionLimits, origin: SessionOrigin? = nil, now: Int64
    ) async throws -> SessionToken {
        let new = try newToken()
        let stored = try stored(grant, nonce: random.bytes(SecretBox.nonceByteCount))
        try await engine.write { [old = token?.digest, digest = new.digest] database in
            if let old, let row = try SessionStore.session(old, at: now, database) {
                try SessionStore.rotate(row, to: digest, at: now, database)
            } else {
                try SessionStore.insert(digest, limits: limits, at: now, database)
            }
            guard let row = try SessionStore.session(digest, at: now, database) else {
                throw RegisterError.damaged("a session")
            }
            try SessionStore.grant(stored, to: row.seq, limits: limits, origin: origin, at: now, database)
        }
        return new
    }

    /// Ends a session; nothing happens when there is none.
    package func endSession(_ token: SessionToken) async throws {
        try await engine.write { [digest = token.digest] in try SessionStore.remove(digest, $0) }
    }

    /// Takes something away from every session that may do it: of a contact that changed, a pass that was lost.
    package func endGrants(of grant: SessionGrant) async throws {
        try await engine.write { [self] in try endGrants(of: grant, $0) }
    }

    /// The same within a transaction of the caller's.
    func endGrants(of grant: SessionGrant, _ database: any SQLWriting) throws {
        let stored = try stored(grant, nonce: [UInt8](repeating: 0, count: SecretBox.nonceByteCount))
        try SessionStore.remove(kind: stored.kind, subject: stored.subject, database)
    }

    /// Takes away sessions and codes that are over, and asks that nobody counts any more.
    package func purgeSessions(rules: CodeRules, now: Int64) async throws {
        try await engine.write { database in
            try SessionStore.purge(at: now, database)
            try RetrievalCodeStore.remove(expiredBefore: now, database)
            try ContactCodeStore.remove(before: now - max(rules.window, rules.lifetime), database)
        }
    }

    private func newToken() throws -> SessionToken {
        guard let token = SessionToken(random.bytes(SessionToken.byteCount)) else {
            throw RegisterError(.selfCheck, "random numbers are missing: the source of randomness is broken")
        }
        return token
    }

    private func stored(_ grant: SessionGrant, nonce: [UInt8]) throws -> SessionStore.Grant {
        switch grant {
        case .contact(let contact):
            SessionStore.Grant(
                kind: .contact, subject: try vault.subject(contact: contact),
                sealed: try vault.seal(contact, nonce: nonce))
        case .application(let id): SessionStore.Grant(kind: .application, subject: id.bytes, sealed: nil)
        case .pass(let id), .phone(let id):
            SessionStore.Grant(
                kind: grant.kind, subject: withUnsafeBytes(of: id.rawValue.bigEndian) { Array($0) }, sealed: nil)
        case .opinion(let number):
            SessionStore.Grant(kind: .opinion, subject: Array(number.text.utf8), sealed: nil)
        case .account(let name): SessionStore.Grant(kind: .account, subject: name, sealed: nil)
        }
    }

    /// Not inlined into asynchronous code: the optimiser of Swift 6.3.1 crashes there.
    @inline(never)
    private func session(_ row: SessionStore.Row, _ stored: [SessionStore.Grant]) throws -> WebSession {
        var grants: [SessionGrant] = []
        var contacts: [WebSession.SealedContact] = []
        for grant in stored {
            switch grant.kind {
            case .contact:
                guard let box = grant.sealed else { throw RegisterError.damaged("a session") }
                contacts.append(WebSession.SealedContact(subject: grant.subject, box: box))
            case .application:
                guard let id = ApplicationID(grant.subject) else { throw RegisterError.damaged("a session") }
                grants.append(.application(id))
            case .pass, .phone:
                guard grant.subject.count == 8 else { throw RegisterError.damaged("a session") }
                let id = PassID(rawValue: grant.subject.reduce(0) { $0 << 8 | UInt64($1) })
                grants.append(grant.kind == .pass ? .pass(id) : .phone(id))
            case .opinion:
                guard let number = OpinionNumber(typed: String(decoding: grant.subject, as: UTF8.self)) else {
                    throw RegisterError.damaged("a session")
                }
                grants.append(.opinion(number))
            case .account: grants.append(.account(grant.subject))
            }
        }
        return WebSession(
            number: row.seq, createdAt: row.createdAt, seenAt: row.seenAt, idle: row.idle, grants: grants,
            sealedContacts: contacts,
            vault: vault)
    }
}
