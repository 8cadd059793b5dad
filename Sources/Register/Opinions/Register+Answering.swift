import SQLStore

// The staff's side of what people write.
extension Register {
    /// Those that an answer is owed to, the one that is due first first.
    package func opinionQueue(limit: Int = 100) async throws -> [Opinion] {
        try await engine.read { try OpinionStore.open(dueBefore: .max, limit: limit, $0) }
    }

    /// Those whose answer is late.
    package func overdueOpinions(limit: Int = 100, now: Int64) async throws -> [Opinion] {
        try await engine.read { try OpinionStore.open(dueBefore: now, limit: limit, $0) }
    }

    /// Takes it to answer it, also from somebody else. Who made the decision it is about cannot.
    package func take(_ number: OpinionNumber, by principal: Principal, now: Int64) async throws -> OpinionChange {
        try await changeOpinion(number, .take, by: principal, now: now) { opinion, next, database in
            guard opinion.decider != principal.name else { return .needsAnother }
            return try OpinionStore.move(
                opinion, by: .take, to: next, person: principal.name, handler: principal.name, at: now, database)
                ? .changed : .impossible(opinion.state)
        }
    }

    /// Makes the time to answer as long again, once, and tells why.
    package func extend(
        _ number: OpinionNumber, why text: String, by principal: Principal, now: Int64
    ) async throws -> OpinionChange {
        let text = OpinionText.plain(text)
        if let fault = OpinionText.fault(in: text, longest: service.longestText) { return .refused([fault]) }
        let contact = try await opened(number)?.contact
        let change = try await changeOpinion(number, .extend, by: principal, now: now) {
            [self] opinion, next, database in
            guard !opinion.isExtended else { return .refused([Fault("text", "extended-already")]) }
            let due = endOfDay(after: service.rule(opinion.kind).days, from: opinion.dueAt - 1)
            guard
                try OpinionStore.move(
                    opinion, by: .extend, to: next, person: principal.name, dueAt: due, at: now, database)
            else { return .impossible(opinion.state) }
            try OpinionStore.add(text, author: .staff, to: number, opinion.seq, at: now, vault, database)
            try tellAnswered(opinion, contact, at: now, database)
            return .changed
        }
        notices.notify()
        return change
    }

    /// Answers it. An appeal or objection stands or falls with it, and is answered by somebody else than who decided first: the
    /// database refuses it, too. An application whose appeal is upheld goes back to the staff; a violation is reversed.
    /// - Parameter outcome: of an appeal or objection, and of nothing else.
    package func answer(
        _ number: OpinionNumber, _ text: String, outcome: OpinionOutcome? = nil, by principal: Principal, now: Int64
    ) async throws -> OpinionChange {
        let text = OpinionText.plain(text)
        if let fault = OpinionText.fault(in: text, longest: service.longestText) { return .refused([fault]) }
        let contact = try await opened(number)?.contact
        // Also after a failure: what was thrown may not say whether the commit is on the disk.
        defer { changes.notify() }
        let change = try await deciding.run { [self] in
            try await changeOpinion(number, .answer, outcome: outcome, by: principal, now: now) {
                [self] opinion, _, database in
                guard opinion.decider != principal.name else { return .needsAnother }
                // Asked again after an answer, what was decided stands.
                let isOwed = opinion.kind.isAboutDecision && opinion.outcome == nil
                guard isOwed == (outcome != nil) else { return .refused([Fault("outcome", "required")]) }
                guard
                    try OpinionStore.answer(opinion, outcome: outcome, by: principal.name, at: now, database)
                else { return .impossible(opinion.state) }
                try OpinionStore.add(text, author: .staff, to: number, opinion.seq, at: now, vault, database)
                if outcome == .upheld, opinion.kind == .appeal, case .application(let rejected)? = opinion.about {
                    try reopen(rejected, by: principal, now: now, database)
                }
                if outcome == .upheld, let violation = try ViolationStore.appealed(by: opinion.seq, database) {
                    // The answer tells of it.
                    _ = try reverse(
                        violation, reason: "appeal", text, tell: nil, by: principal, now: now, database)
                }
                try tellAnswered(opinion, contact, at: now, database)
                return .changed
            }
        }
        notices.notify()
        return change
    }

    private func tellAnswered(
        _ opinion: Opinion, _ contact: Contact?, at now: Int64, _ database: any SQLWriting
    ) throws {
        guard let contact else { return }
        try NoticeStore.enqueue(
            Notice(.opinionAnswered, to: contact, language: opinion.language, facts: ["number": opinion.number.text]),
            at: now, vault, database)
    }

    /// A rejected application whose appeal was upheld is looked at once more.
    private func reopen(
        _ number: ApplicationNumber, by principal: Principal, now: Int64, _ database: any SQLWriting
    ) throws {
        let circumstances = ApplicationMachine.Circumstances(isUpheld: true)
        guard let id = try ApplicationStore.id(number: number, database),
            let application = try ApplicationStore.application(id, database),
            let next = ApplicationMachine.next(application.state, .reopen, circumstances),
            try ApplicationStore.reopen(application, to: next, at: now, database)
        else { return }
        try AuditStore.append(
            [.applicationChanged(number: number.text, act: .reopen, reason: "appeal")], at: now, by: principal, database
        )
    }

    // MARK: By the clock

    /// Closes what was answered and not asked about again, and takes away the texts of what ended long ago.
    /// - Returns: how many were closed.
    @discardableResult
    package func settleOpinions(
        limits: OpinionLimits = OpinionLimits(), by principal: Principal, now: Int64
    ) async throws -> Int {
        let before = now - service.closeAfterDays * 86_400
        var closed = 0
        for opinion in try await engine.read({ try OpinionStore.answered(before: before, limit: 500, $0) }) {
            if try await close(opinion.number, by: principal, now: now) == .changed { closed += 1 }
        }
        let kept = now - service.keepDays * 86_400
        try await engine.write { database in
            try OpinionStore.forget(endedBefore: kept, askedBefore: now - limits.window, database)
            try SatisfactionStore.forget(answeredBefore: kept, database)
            try ContributionStore.forget(clientsBefore: now - limits.window, database)
            try SeminarSignUpStore.forget(clientsBefore: now - SeminarLimits().window, database)
        }
        return closed
    }

    /// How what came within a time stands, by kind.
    package func opinionFigures(from start: Int64, until end: Int64) async throws -> [OpinionFigures] {
        try await engine.read { database in
            try OpinionKind.allCases.map { try OpinionStore.figures($0, from: start, until: end, database) }
        }
    }
}
