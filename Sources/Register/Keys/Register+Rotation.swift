package import PassCrypto
import PassFormat
import SQLStore

// A key is replaced in steps, each one transaction with its record in the audit log: whatever is cut off between two of them is
// gone on with from where it was.
extension Register {
    /// How far the successor of a use's key is.
    package func rotation(of use: RegisterKey.Use, now: Int64) async throws -> KeyRotation {
        try await engine.read { try KeyRotation.read(use, now: now, $0) }
    }

    /// Announces a key: the next publication tells the gates of it, and it signs nothing until it is put in use.
    /// - Parameters:
    ///   - wait: seconds after the publication that told of it, after which it may sign although a gate is not known to have it.
    /// - Throws: ``RegisterError`` with code `alreadyExists` where another is announced, `wrongKeys` for one that is known.
    package func announce(
        _ key: KeyHandle, for use: RegisterKey.Use, wait: Int64 = KeyRotation.defaultWait, by principal: Principal,
        now: Int64
    ) async throws -> KeyRotation {
        guard (0...366 * 86_400).contains(wait) else {
            throw RegisterError(.invalidArgument, "the wait for gates must be at most a year")
        }
        // Before anybody can put it in use.
        keyRing.add(key, for: use)
        defer { changes.notify() }
        return try await engine.write { [seeds, publicKey = key.publicKey] database in
            if let other = try KeyRotation.read(use, now: now, database).announced {
                throw RegisterError(
                    .alreadyExists, "\(other.id.hex) is announced for the use \(use.rawValue) already: go on with it")
            }
            let event = try KeyTerm(seeds: seeds, now: now).announce(publicKey, use: use, wait: wait, database)
            try AuditStore.append([event], at: now, by: principal, database)
            return try KeyRotation.read(use, now: now, database)
        }
    }

    /// Lets the announced key of a use sign from now on; the one before it signs nothing more, and stays good for what it signed.
    /// - Throws: ``RegisterError`` with code `notFound` where none is announced, `tooEarly` where gates may not have it yet,
    ///   `wrongKeys` where its secret half is not at hand.
    package func putInUse(_ use: RegisterKey.Use, by principal: Principal, now: Int64) async throws -> KeyRotation {
        defer { changes.notify() }
        return try await engine.write { [keyRing] database in
            try Self.putInUse(use, keyRing, by: principal, now: now, database)
            return try KeyRotation.read(use, now: now, database)
        }
    }

    static func putInUse(
        _ use: RegisterKey.Use, _ keyRing: KeyRing, by principal: Principal, now: Int64, _ database: any SQLWriting
    ) throws {
        let rotation = try KeyRotation.read(use, now: now, database)
        guard let next = rotation.announced else {
            throw RegisterError(.notFound, "no key of the use \(use.rawValue) is announced")
        }
        guard rotation.stage == .ready else {
            throw RegisterError(
                .tooEarly, "gates may not know the key \(next.id.hex) yet: what it signs they would refuse")
        }
        guard keyRing.handle(of: next) != nil else {
            throw RegisterError(
                .wrongKeys, "the secret half of the announced key \(next.id.hex) is not at hand: withdraw it")
        }
        var events: [AuditEvent] = []
        if let old = rotation.current {
            try KeyStore.retire(old.number, neededUntil: needed(old, now: now, database), database)
            events.append(.keyRetired(old.id, use: use.rawValue))
        }
        try KeyStore.setState(.current, of: next.number, database)
        events.append(.keyUsed(next.id, use: use.rawValue))
        try AuditStore.append(events, at: now, by: principal, database)
    }

    /// Takes an announced key back, which signed nothing.
    /// - Returns: false where none is announced.
    @discardableResult
    package func withdrawAnnounced(_ use: RegisterKey.Use, by principal: Principal, now: Int64) async throws -> Bool {
        defer { changes.notify() }
        return try await engine.write { try Self.withdrawAnnounced(use, by: principal, now: now, $0) }
    }

    static func withdrawAnnounced(
        _ use: RegisterKey.Use, by principal: Principal, now: Int64, _ database: any SQLWriting
    ) throws -> Bool {
        guard let next = try KeyRotation.read(use, now: now, database).announced else { return false }
        try KeyStore.setState(.ended, of: next.number, database)
        try AuditStore.append([.keyEnded(next.id, use: use.rawValue)], at: now, by: principal, database)
        return true
    }

    /// When nothing that a key signed counts any more.
    private static func needed(_ key: RegisterKey, now: Int64, _ database: any SQLReading) throws -> Int64 {
        switch key.use {
        case .pass: try KeyStore.lastExpiry(ofPassesBy: key.number, database) ?? now
        // Every list is signed anew by the next publication, and that is taken whole.
        case .status: now
        // A courier may be on the road with them.
        case .receipt: now + 90 * 86_400
        // Check points are compared for as long as the log is.
        case .audit: .max
        }
    }

    /// Also for one of which it is not known yet, to be found out.
    private static func isOver(_ key: RegisterKey, now: Int64) -> Bool {
        guard key.state == .retired else { return false }
        guard let needed = key.neededUntil else { return true }
        return needed < now && now - needed >= retirementDelay
    }

    /// Ends the keys of which nothing is left: gates are told of them no more.
    func endKeys(by principal: Principal, now: Int64) async throws {
        guard try await engine.read({ try KeyStore.all($0).contains { Self.isOver($0, now: now) } }) else { return }
        try await engine.write { database in
            var events: [AuditEvent] = []
            for key in try KeyStore.all(database) where Self.isOver(key, now: now) {
                guard key.neededUntil != nil else {
                    // Retired before this was kept.
                    try KeyStore.setNeeded(until: Self.needed(key, now: now, database), key.number, database)
                    continue
                }
                try KeyStore.setState(.ended, of: key.number, database)
                events.append(.keyEnded(key.id, use: key.use.rawValue))
            }
            if !events.isEmpty { try AuditStore.append(events, at: now, by: principal, database) }
        }
    }
}
