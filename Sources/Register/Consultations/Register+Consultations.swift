import Identifiers
import SQLStore

// What everybody is asked: writing it, making it public, ending it.
extension Register {
    /// All of them, also what nobody outside sees, the newest first.
    package func consultations() async throws -> [Consultation] { try await bulletins() }

    package func consultation(_ number: Int64) async throws -> Consultation? { try await bulletin(number) }

    /// Consultations that are over and wait for their answers, and how many of them do for longer than they may.
    package func unansweredConsultations(now: Int64) async throws -> (all: [Int64], overdue: [Int64]) {
        let late = now - service.consultationDays * 86_400
        return try await engine.read { database in
            (
                try ConsultationStore.unanswered(endedBefore: now, database),
                try ConsultationStore.unanswered(endedBefore: late, database)
            )
        }
    }

    /// Makes the draft what everybody sees.
    /// - Parameter reason: why, where it takes another's place.
    package func publishConsultation(
        _ number: Int64, seen: Int64, reason: BulletinReason, by principal: Principal, now: Int64
    ) async throws -> BulletinChange {
        try await act(on: Consultations.self, number, seen: seen, reason: reason, by: principal, now: now) {
            try $0.publish(by: $1, $2)
        }
    }

    /// Ends it before its last day.
    package func endConsultation(
        _ number: Int64, seen: Int64, reason: BulletinReason, by principal: Principal, now: Int64
    ) async throws -> BulletinChange {
        try await act(on: Consultations.self, number, seen: seen, reason: reason, by: principal, now: now) {
            consultation, actor, database in
            guard consultation.phase(at: now, utcOffset: actor.utcOffset) == .open else { return .moved }
            return try consultation.end(.end, by: actor, database)
        }
    }

    /// Takes it back before it is answered. Its page says so, and why.
    package func withdrawConsultation(
        _ number: Int64, seen: Int64, reason: BulletinReason, by principal: Principal, now: Int64
    ) async throws -> BulletinChange {
        try await act(on: Consultations.self, number, seen: seen, reason: reason, by: principal, now: now) {
            try $0.end(.withdraw, by: $1, $2)
        }
    }
}
