import SQLStore

// The applicant's acts.
extension Register {
    package enum SubmitOutcome: Hashable, Sendable {
        case submitted
        /// Nothing changed.
        case refused([Fault])
        /// It is no longer the applicant's, or was changed on another device meanwhile.
        case changed(ApplicationState)
    }

    /// What is wrong with the answers of a step, or of the whole form.
    package func faults(
        in values: FieldValues, of kind: ApplicationKind, step: FormStep? = nil, attached: [String: Int], now: Int64
    ) -> [Fault] {
        FormCheck.faults(
            in: values, of: kind, step: step, FormContext(seeds: seeds, now: now, attached: attached))
    }

    /// Sends a draft, or a correction.
    package func submit(_ id: ApplicationID, by principal: Principal, now: Int64) async throws -> SubmitOutcome {
        try await submit(id, by: principal, now: now) { _ in }
    }

    /// - Parameter also: what else is done in the same transaction when it was sent.
    func submit(
        _ id: ApplicationID, by principal: Principal, now: Int64,
        also: @escaping @Sendable (any SQLWriting) throws -> Void
    ) async throws -> SubmitOutcome {
        defer { notices.notify() }
        guard let opened = try await opened(id) else { throw RegisterError.unknownApplication }
        let application = opened.application
        let act: ApplicationAct = application.state == .correction ? .correct : .submit
        guard let next = ApplicationMachine.next(application.state, act) else { return .changed(application.state) }
        let context = FormContext(opened, seeds: seeds, now: now)
        guard opened.contact != nil || application.channel != .online else {
            return .refused([Fault("contact", "required")])
        }
        let prepared: PreparedApplication
        switch try PreparedApplication.prepare(opened.values, of: application.kind, context, vault: vault) {
        case .success(let made): prepared = made
        case .failure(let faults): return .refused(faults.faults)
        }
        let subjects = prepared.subjects.flatMap { $0 }
        return try await engine.write { [self] database in
            let rules = StandingRules(
                seeds: seeds, application: application, bans: bans(at: now), database: database)
            let faults = try rules.faults(of: prepared, renewing: opened.values["renews"], for: .applicant)
            guard faults.isEmpty else { return .refused(faults) }
            guard let current = try ApplicationStore.application(id, database),
                current.version == application.version,
                try ApplicationStore.move(application, by: act, to: next, at: now, database)
            else {
                return .changed(try ApplicationStore.application(id, database)?.state ?? application.state)
            }
            try ApplicationStore.setSubjects(subjects, of: application.seq, database)
            try VisitMatterStore.set(prepared.matters, of: application.seq, database)
            try AuditStore.append(
                [.applicationChanged(number: application.number, act: act, reason: nil)], at: now, by: principal,
                database)
            try notify(.submitted, application, to: opened.contact, at: now, database)
            try also(database)
            return .submitted
        }
    }

    /// Takes an application back. A draft goes with everything in it.
    /// - Parameter endingOrderOfMany: whether an order that it stands in with others ends, so that another is made for those. Only who
    ///   pays for all of them decides that.
    /// - Returns: false when it was too late.
    package func withdraw(
        _ id: ApplicationID, endingOrderOfMany: Bool = false, by principal: Principal, now: Int64
    ) async throws -> Bool {
        defer { notices.notify() }
        guard let opened = try await opened(id) else { throw RegisterError.unknownApplication }
        return try await deciding.run { [self] in
            try await engine.write { [self] database in
                guard let application = try ApplicationStore.application(id, database),
                    let next = ApplicationMachine.next(application.state, .withdraw),
                    try closeOrder(
                        of: application, as: .cancelled, ofMany: endingOrderOfMany, at: now, by: principal, database),
                    try ApplicationStore.move(application, by: .withdraw, to: next, at: now, database)
                else { return false }
                try AttachmentStore.removeAll(of: application.seq, database)
                guard application.state != .draft else { return true }
                try AuditStore.append(
                    [.applicationChanged(number: application.number, act: .withdraw, reason: nil)], at: now,
                    by: principal, database)
                try notify(.withdrawn, application, to: opened.contact, at: now, database)
                return true
            }
        }
    }

    /// What happened to an application, and what came of it.
    package func history(of id: ApplicationID) async throws -> ApplicationHistory {
        try await engine.look { database in
            guard let application = try ApplicationStore.application(id, database) else {
                throw RegisterError.unknownApplication
            }
            return try ApplicationHistory(of: application, database)
        }
    }

    /// Seconds from sending to the pass that half of the newest of a kind took; nil before there are any. As it was within the
    /// last minutes: every page that shows it would read hundreds of applications.
    package func usualDuration(of kind: ApplicationKind, now: Int64) async throws -> Int64? {
        if let known = usual.value(of: kind, now: now) { return known }
        let found = try await engine.read { try ApplicationStore.usualDuration(of: kind, among: 200, $0) }
        usual.remember(found, of: kind, now: now)
        return found
    }

    /// The passes that a contact's applications led to, the newest first.
    package func passes(of contact: Contact, limit: Int = 200) async throws -> [PassSummary] {
        let subject = try vault.subject(contact: contact)
        return try await engine.read { [self] database in
            let seqs = try database.rows(
                """
                SELECT application_pass.pass FROM application_pass
                    JOIN application ON application.seq = application_pass.application
                WHERE application.contact = ? ORDER BY application_pass.pass DESC LIMIT ?
                """, .blob(subject), .integer(Int64(limit)))
            return try summaries(
                seqs.compactMap { try PassStore.pass(seq: $0.integer(0), database) }, database)
        }
    }
}

extension RegisterError {
    static let unknownApplication = RegisterError(.notFound, "there is no such application: check its number")

    static func impossible(_ act: ApplicationAct, _ application: PassApplication) -> RegisterError {
        RegisterError(
            .impossibleChange,
            "application \(application.number) is \(application.state.rawValue): \(act.rawValue) is not possible")
    }
}
