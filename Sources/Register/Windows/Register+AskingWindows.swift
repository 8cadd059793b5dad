import Identifiers
import PassCrypto
import SQLStore
package import SingleWindows

// What single windows are asked.
extension Register {
    /// Asked about at once, of each window.
    private static let askedAtOnce = 200

    /// Asks about what visits that are under way bring or fetch, again and again until it is clear.
    /// - Parameter repeats: seconds from an answer to the next question about the same.
    /// - Returns: how many questions there are now that there were not.
    @discardableResult
    package func askWindows(_ windows: [SingleWindow], repeats: Int64, now: Int64) async throws -> Int {
        var count = 0
        for window in windows {
            let subjects = try await engine.read {
                try WindowQuestionStore.unasked(
                    window, askedBefore: now - repeats, limit: Self.askedAtOnce, at: now, $0)
            }
            guard !subjects.isEmpty else { continue }
            let ids = try subjects.map { _ in try newQuestionID() }
            count += try await engine.write { database in
                try zip(ids, subjects).count { try WindowQuestionStore.insert($0, $1, at: now, database) }
            }
        }
        return count
    }

    /// Asks about one subject.
    /// - Returns: the question's sequence; nil when one about the same is open.
    package func askWindow(_ subject: WindowSubject, by principal: Principal, now: Int64) async throws -> Int64? {
        guard seeds.ports.contains(where: { $0.id == subject.port }) else {
            throw RegisterError(.invalidArgument, "\(subject.port) is no port of this register")
        }
        let id = try newQuestionID()
        return try await engine.write { database in
            guard try WindowQuestionStore.insert(id, subject, at: now, database),
                let asked = try WindowQuestionStore.find(id, database)
            else { return nil }
            try AuditStore.append(
                [.windowQuestion(.ask, asked.question.sequence)], at: now, by: principal, database)
            return asked.question.sequence
        }
    }

    private func newQuestionID() throws -> QuestionID {
        guard let id = QuestionID(random.bytes(QuestionID.byteCount)) else {
            throw RegisterError(.selfCheck, "random numbers are missing")
        }
        return id
    }

    // MARK: Sending

    /// Brings back what was being sent when the service last ended.
    @discardableResult
    package func recoverQuestions(now: Int64) async throws -> Int {
        try await engine.write { try WindowQuestionStore.recover(at: now, $0) }
    }

    /// Takes the next question to a window that is due. Durable on return: a crash before it is settled sends it once more, under the
    /// same id.
    package func claimQuestion(to window: SingleWindow, now: Int64) async throws -> AskedQuestion? {
        guard try await engine.read({ try WindowQuestionStore.isDue(window, at: now, $0) }) != nil else { return nil }
        return try await engine.write { try WindowQuestionStore.claim(window, at: now, $0) }
    }

    /// Notes that a question is with its window, with a receipt of exactly what was sent.
    package func settleDelivered(_ asked: AskedQuestion, now: Int64) async throws {
        let message = asked.question.message
        let digest = Hash.sha256(message)
        try await engine.write { database in
            try WindowReceiptStore.add(
                asked.question.subject.window, question: asked.question.sequence, way: .sent, digest: digest,
                size: message.count, outcome: "delivered", at: now, database)
            try WindowQuestionStore.delivered(asked.question.sequence, at: now, database)
        }
    }

    /// Notes why a question is not with its window. It is tried again, later and later, and then given up.
    package func settleFailed(_ asked: AskedQuestion, fault: String, now: Int64) async throws {
        let next = Self.next(after: asked, now: now)
        try await engine.write { database in
            try WindowQuestionStore.failed(asked.question.sequence, fault, next: next, at: now, database)
        }
    }

    /// Notes that what a window answered at once is no answer: the question is still to be answered.
    package func settleAnsweredBadly(_ asked: AskedQuestion, fault: String, now: Int64) async throws {
        let next = Self.next(after: asked, now: now)
        try await engine.write { database in
            try WindowQuestionStore.answeredBadly(asked.question.sequence, fault, next: next, at: now, database)
        }
    }

    /// When it is tried again; nil for never.
    private static func next(after asked: AskedQuestion, now: Int64) -> Int64? {
        let place = Int(clamping: asked.attempts) - 1
        return WindowTimes.retries.indices.contains(place) ? now + WindowTimes.retries[place] : nil
    }
}
