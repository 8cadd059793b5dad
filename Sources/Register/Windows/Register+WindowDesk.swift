import SQLStore
package import SingleWindows

// What the office sees of single windows, and does about them.
extension Register {
    /// What a visit brings or fetches, with what windows say of it.
    package func matters(of application: PassApplication) async throws -> [VisitMatter] {
        try await engine.read { try VisitMatterStore.all(of: application.seq, $0) }
    }

    /// Questions, the newest first.
    package func windowQuestions(limit: Int = 200) async throws -> [AskedQuestion] {
        try await engine.read { try WindowQuestionStore.newest(limit: limit, $0) }
    }

    package func windowQuestion(_ sequence: Int64) async throws -> AskedQuestion? {
        try await engine.read { try WindowQuestionStore.find(sequence, $0) }
    }

    /// Questions that were given up, the oldest first.
    package func deadQuestions(limit: Int = 200) async throws -> [AskedQuestion] {
        try await engine.read { try WindowQuestionStore.dead(limit: limit, $0) }
    }

    package func windowState(of subject: WindowSubject) async throws -> WindowState? {
        try await engine.read { try WindowStateStore.last(subject, $0)?.state }
    }

    /// Receipts of a question, the oldest first; with nil of what belongs to none, the newest first.
    package func windowReceipts(of question: Int64?, limit: Int = 200) async throws -> [WindowReceipt] {
        try await engine.read { try WindowReceiptStore.all(of: question, limit: limit, $0) }
    }

    /// Does something about a question that was given up.
    /// - Parameter owner: who has it in hand from now on.
    /// - Returns: false when it is not among those any more, or, to be asked again, another about the same is open.
    package func handleDeadQuestion(
        _ sequence: Int64, _ act: DeadQuestionAct, owner: String, by principal: Principal, now: Int64
    ) async throws -> Bool {
        try await engine.write { database in
            let isDone =
                switch act {
                case .take: try WindowQuestionStore.own(sequence, owner, database)
                case .retry: try WindowQuestionStore.retry(sequence, owner, at: now, database)
                case .drop: try WindowQuestionStore.drop(sequence, owner, at: now, database)
                }
            guard isDone else { return false }
            try AuditStore.append([.windowQuestion(act.act, sequence)], at: now, by: principal, database)
            return true
        }
    }
}

/// What somebody does about a question that was given up.
package enum DeadQuestionAct: String, Hashable, Sendable, CaseIterable {
    case take, retry, drop

    var act: WindowAct {
        switch self {
        case .take: .take
        case .retry: .retry
        case .drop: .drop
        }
    }
}

/// What people do with questions, as the audit log names it.
enum WindowAct: String, Hashable, Sendable {
    case ask, take, retry, drop
}
