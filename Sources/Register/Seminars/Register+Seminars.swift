import Identifiers
import SQLStore

// Seminars, as the office plans them and everybody sees them.
extension Register {
    /// All of them, also what nobody outside sees, the newest first.
    package func seminars() async throws -> [Seminar] { try await bulletins() }

    package func seminar(_ number: Int64) async throws -> Seminar? { try await bulletin(number) }

    package func seminarTally(_ number: Int64) async throws -> SeminarTally {
        try await engine.read { try SeminarStore.tally(of: number, $0) }
    }

    /// Makes the draft what everybody sees. Who is signed up is told where it concerns when and where; and who waits moves up where
    /// there are more places.
    /// - Parameter reason: why, where it takes another's place.
    package func publishSeminar(
        _ number: Int64, seen: Int64, reason: BulletinReason, by principal: Principal, now: Int64
    ) async throws -> BulletinChange {
        let change = try await act(on: Seminars.self, number, seen: seen, reason: reason, by: principal, now: now) {
            [self] seminar, actor, database in
            let change = try seminar.publish(by: actor, database)
            guard case .changed = change else { return change }
            guard let changed = try BulletinStore<Seminars>.find(number, database), let content = changed.content
            else { throw RegisterError.damaged(Seminars.self) }
            if let before = seminar.content, !before.isAtSameTimeAndPlace(as: content), changed.isComing(at: now) {
                for addressee in try SeminarSignUpStore.confirmed(number, database) {
                    try tell(.seminarChanged, addressee, of: changed, at: now, database)
                }
            }
            try settle(changed, at: now, database)
            return change
        }
        notices.notify()
        return change
    }

    /// It is not held. Its page says so, and why; who is signed up is told.
    package func cancelSeminar(
        _ number: Int64, seen: Int64, reason: BulletinReason, by principal: Principal, now: Int64
    ) async throws -> BulletinChange {
        let change = try await act(on: Seminars.self, number, seen: seen, reason: reason, by: principal, now: now) {
            [self] seminar, actor, database in
            // What was held can't be called off.
            if seminar.state == .published, let content = seminar.content, content.ends <= now {
                return .refused([Fault("day", "past")])
            }
            let change = try seminar.end(.cancel, by: actor, database)
            guard case .changed = change else { return change }
            for addressee in try SeminarSignUpStore.confirmed(number, database) {
                try tell(.seminarCancelled, addressee, of: seminar, at: now, database)
            }
            return change
        }
        notices.notify()
        return change
    }
}

extension SeminarContent {
    /// Whether who knows one knows when and where to go for the other.
    func isAtSameTimeAndPlace(as other: SeminarContent) -> Bool {
        begins == other.begins && ends == other.ends && place == other.place && placeInEnglish == other.placeInEnglish
            && link == other.link
    }
}
