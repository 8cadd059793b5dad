import PassCrypto
import SQLStore
package import SingleWindows

// What single windows say.
extension Register {
    /// Receipts a day of what belongs to no question: who floods us fills no disk.
    private static let mostStrays: Int64 = 1_000

    /// Takes what came from a window, exactly once: replays and reorderings change nothing, and nothing older takes a newer's place.
    /// - Parameter expected: the question that it has to be a reply to, where it came as one's answer.
    package func takeReply(
        _ bytes: [UInt8], from window: SingleWindow, to expected: WindowQuestion? = nil, by principal: Principal,
        now: Int64
    ) async throws -> ReplyOutcome {
        let digest = Hash.sha256(bytes)
        let read = Self.read(bytes)
        return try await engine.write { database in
            if try WindowReceiptStore.hasCome(digest, from: window, database) { return .repeated }
            let (outcome, question) = try Self.take(
                read, from: window, to: expected, digest: digest, by: principal, now: now, database)
            if try question != nil || WindowReceiptStore.strays(since: now - 86_400, database) < Self.mostStrays {
                try WindowReceiptStore.add(
                    window, question: question, way: .came, digest: digest, size: bytes.count, outcome: outcome.word,
                    at: now, database)
            }
            return outcome
        }
    }

    private static func read(_ bytes: [UInt8]) -> Result<WindowReply, WindowMessageError> {
        do { return .success(try ReplyReader.read(bytes)) } catch { return .failure(error) }
    }

    @inline(never)
    private static func take(
        _ read: Result<WindowReply, WindowMessageError>, from window: SingleWindow, to expected: WindowQuestion?,
        digest: [UInt8], by principal: Principal, now: Int64, _ database: any SQLWriting
    ) throws -> (ReplyOutcome, question: Int64?) {
        let reply: WindowReply
        switch read {
        case .success(let good): reply = good
        case .failure(let error): return (.refused(error.code.rawValue), nil)
        }
        guard let asked = try WindowQuestionStore.find(reply.question, database),
            asked.question.subject.window == window
        else { return (.refused("unknown-question"), nil) }
        if let expected, expected.id != reply.question { return (.refused("other-question"), nil) }
        let sequence = asked.question.sequence
        switch reply {
        case .refusal(_, let code):
            try WindowQuestionStore.refused(sequence, "refused-\(code)", at: now, database)
            return (.refusal, sequence)
        case .answer(let answer):
            guard answer.subject == asked.question.subject else { return (.refused("other-subject"), sequence) }
            guard answer.asOf <= now + WindowProtocol.clockTolerance else { return (.refused("future"), sequence) }
            return (try take(answer, sequence, digest: digest, by: principal, now: now, database), sequence)
        }
    }

    private static func take(
        _ answer: WindowAnswer, _ question: Int64, digest: [UInt8], by principal: Principal, now: Int64,
        _ database: any SQLWriting
    ) throws -> ReplyOutcome {
        let last = try WindowStateStore.last(answer.subject, database)
        if let last, last.state.asOf == answer.asOf, last.sequence == answer.sequence,
            last.state.finding != answer.finding
        {
            // Two different things of one moment: neither is believed over the other.
            return .refused("contradicts")
        }
        try WindowQuestionStore.answered(question, at: now, database)
        guard last.map({ answer.isLater(than: $0.state.asOf, $0.sequence) }) ?? true else { return .older }
        try WindowStateStore.put(answer, at: now, database)
        if last?.state.finding != answer.finding {
            try AuditStore.append(
                [.windowSaid(question: question, finding: answer.finding.rawValue, digest: digest)], at: now,
                by: principal, database)
        }
        return .taken
    }
}
