package import PassFormat
import SQLStore

// Looking at what is kept of somebody is an act like another: it is in the audit log, and who it is of can read that it happened.
extension Register {
    /// Seconds within which one person's looks at the same thing for the same purpose are one.
    private static let accessInterval: Int64 = 3_600

    /// Notes that an application was looked at. Before anything of it is shown: nothing is seen that nobody could be asked about.
    package func noteAccess(
        to application: PassApplication, for purpose: DataAccess.Purpose, by principal: Principal, now: Int64
    ) async throws {
        try await noteAccess(
            DataAccessStore.Subject(application: application.seq, number: application.number), purpose, principal, now)
    }

    /// Notes that these applications were looked at side by side: each, in one transaction.
    package func noteAccess(
        to applications: [PassApplication], for purpose: DataAccess.Purpose, by principal: Principal, now: Int64
    ) async throws {
        let subjects = applications.map { DataAccessStore.Subject(application: $0.seq, number: $0.number) }
        let since = now - Self.accessInterval
        let new = try await engine.look { database in
            try subjects.filter { try !DataAccessStore.has($0, purpose, principal, since: since, database) }
        }
        guard !new.isEmpty else { return }
        try await engine.write { database in
            for subject in new where try !DataAccessStore.has(subject, purpose, principal, since: since, database) {
                try Self.note(subject, purpose, by: principal, at: now, database)
            }
        }
    }

    /// Notes that a pass was looked at.
    package func noteAccess(
        toPass id: PassID, for purpose: DataAccess.Purpose, by principal: Principal, now: Int64
    ) async throws {
        guard let subject = try await engine.look({ try DataAccessStore.subject(pass: id, $0) }) else { return }
        try await noteAccess(subject, purpose, principal, now)
    }

    private func noteAccess(
        _ subject: DataAccessStore.Subject, _ purpose: DataAccess.Purpose, _ principal: Principal, _ now: Int64
    ) async throws {
        let since = now - Self.accessInterval
        guard try await !engine.look({ try DataAccessStore.has(subject, purpose, principal, since: since, $0) }) else {
            return
        }
        try await engine.write { database in
            // As it is now: the same person may look twice at once.
            guard try !DataAccessStore.has(subject, purpose, principal, since: since, database) else { return }
            try Self.note(subject, purpose, by: principal, at: now, database)
        }
    }

    /// Within a transaction of the caller's, and whether or not it was noted before.
    static func note(
        _ subject: DataAccessStore.Subject, _ purpose: DataAccess.Purpose, by principal: Principal, at now: Int64,
        _ database: any SQLWriting
    ) throws {
        try DataAccessStore.insert(subject, purpose, principal, at: now, database)
        try AuditStore.append(
            [.dataViewed(number: subject.number, purpose: purpose.rawValue)], at: now, by: principal, database)
    }

    /// Who looked at an application, and at the passes that came of it: the newest first.
    package func accesses(to application: ApplicationID, limit: Int = 50) async throws -> [DataAccess] {
        try await engine.look { try DataAccessStore.list(of: application, limit: limit, $0) }
    }
}
