import SQLStore

// Questions and answers on a seminar's page: written by who ran it, let through by another.
extension Register {
    package func seminarQuestions(_ number: Int64) async throws -> [SeminarQuestion] {
        try await engine.read { try SeminarQuestionStore.all(of: number, $0) }
    }

    package func seminarQuestion(_ number: Int64) async throws -> SeminarQuestion? {
        try await engine.read { try SeminarQuestionStore.question(number, $0) }
    }

    /// Writes a question and its answer; nobody outside sees them.
    package func writeAnswer(
        _ words: SeminarAnswer, of seminar: Int64, by principal: Principal, now: Int64
    ) async throws -> BulletinChange {
        guard words.faults.isEmpty else { return .refused(words.faults) }
        return try await engine.write { database in
            guard let found = try BulletinStore<Seminars>.find(seminar, database) else {
                throw RegisterError.unknown(Seminars.self)
            }
            guard found.state == .published else { return .moved }
            try SeminarQuestionStore.insert(words, of: seminar, by: principal.name, at: now, database)
            return .changed(seminar)
        }
    }

    /// Writes it anew, as long as nobody outside sees it.
    /// - Parameter seen: its changes when who writes last saw it.
    package func rewriteAnswer(
        _ words: SeminarAnswer, as number: Int64, seen: Int64, by principal: Principal, now: Int64
    ) async throws -> BulletinChange {
        guard words.faults.isEmpty else { return .refused(words.faults) }
        return try await engine.write { database in
            guard let question = try SeminarQuestionStore.question(number, database) else {
                throw RegisterError.unknown(Seminars.self)
            }
            guard question.changes == seen, !question.isPublic else { return .moved }
            try SeminarQuestionStore.keep(words, as: number, by: principal.name, at: now, database)
            return .changed(question.seminar)
        }
    }

    /// Lets it be seen by everybody, or takes it back, to be written anew.
    package func showAnswer(
        _ isPublic: Bool, _ number: Int64, seen: Int64, by principal: Principal, now: Int64
    ) async throws -> BulletinChange {
        try await engine.write { database in
            guard let question = try SeminarQuestionStore.question(number, database) else {
                throw RegisterError.unknown(Seminars.self)
            }
            guard question.changes == seen, question.isPublic != isPublic else { return .moved }
            try SeminarQuestionStore.show(isPublic, number, database)
            try AuditStore.append(
                [.seminar(.answer(question: number, isPublic: isPublic, digest: question.words.digest))], at: now,
                by: principal, database)
            return .changed(question.seminar)
        }
    }
}
