import SQLStore

// What the office tells everybody.
extension Register {
    /// How often something became public.
    package func newsEdition() async throws -> Int64 { try await engine.look { try NewsStore.edition($0) } }

    /// All of them, also what nobody outside sees, the newest first.
    package func announcements() async throws -> [Announcement] { try await bulletins() }

    package func announcement(_ number: Int64) async throws -> Announcement? { try await bulletin(number) }

    /// Whose the names of announcements are in feeds (RFC 4151): what the audit log is called by, which never changes.
    package var newsAuthority: String {
        seeds.auditOrigin.split(separator: "/").first.map { $0.lowercased() } ?? seeds.auditOrigin
    }

    /// Makes the draft what everybody sees.
    /// - Parameter reason: why, where it takes another's place.
    package func publishAnnouncement(
        _ number: Int64, seen: Int64, reason: BulletinReason, by principal: Principal, now: Int64
    ) async throws -> BulletinChange {
        try await act(on: News.self, number, seen: seen, reason: reason, by: principal, now: now) {
            try $0.publish(by: $1, $2)
        }
    }

    /// Takes it back. Its page says so, and why.
    package func withdrawAnnouncement(
        _ number: Int64, seen: Int64, reason: BulletinReason, by principal: Principal, now: Int64
    ) async throws -> BulletinChange {
        try await act(on: News.self, number, seen: seen, reason: reason, by: principal, now: now) {
            try $0.end(.withdraw, by: $1, $2)
        }
    }
}
