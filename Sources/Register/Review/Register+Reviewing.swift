import Identifiers
import SQLStore

// The staff's acts.
extension Register {
    package enum ApprovalOutcome: Hashable, Sendable {
        /// Its passes, in the order of the form.
        case issued([IssuedPass])
        case awaitsPayment
        /// No pass can be issued for it, and it stays where it is.
        case refused([Fault])
    }

    /// Whether an application's rules ask for a police verdict.
    func asksPolice(_ opened: OpenedApplication) -> Bool {
        seeds.procedure(opened.application.kind, opened.values[opened.application.kind.procedureField])?.asksPolice
            ?? true
    }

    /// What stands in the way of an application, for whoever decides it.
    package func obstacles(to id: ApplicationID, now: Int64) async throws -> [Fault] {
        guard let opened = try await opened(id) else { throw RegisterError.unknownApplication }
        let context = FormContext(opened, seeds: seeds, now: now)
        switch try PreparedApplication.prepare(opened.values, of: opened.application.kind, context, vault: vault) {
        case .failure(let faults): return faults.faults
        case .success(let prepared):
            return try await engine.read { [seeds, bans = bans(at: now)] database in
                try StandingRules(seeds: seeds, application: opened.application, bans: bans, database: database)
                    .faults(of: prepared, renewing: opened.values["renews"], for: .staff)
                    + Self.heldCargo(of: opened.application, at: seeds.ports, database)
            }
        }
    }

    /// Asks the applicant to correct some fields.
    package func fault(
        _ faults: [Fault], of id: ApplicationID, by principal: Principal, now: Int64
    ) async throws {
        guard !faults.isEmpty else { throw RegisterError(.invalidArgument, "name what is to be corrected") }
        try await change(id, .fault, dueAt: now + Self.correctionDays * 86_400, by: principal, now: now) {
            application, contact, database in
            try ApplicationStore.setFaults(faults, of: application.seq, database)
            try self.notify(
                .correction, application, to: contact,
                facts: ["until": self.day(now + Self.correctionDays * 86_400)], at: now, database)
        }
    }

    private static let correctionDays: Int64 = 14
    static let paymentDays: Int64 = 14

    /// Hands an application to the police.
    package func sendToPolice(_ id: ApplicationID, by principal: Principal, now: Int64) async throws {
        try await change(id, .check, by: principal, now: now) { application, contact, database in
            try self.notify(.checking, application, to: contact, at: now, database)
        }
    }

    /// Notes what the police answered: the verdict and their reference, never a record.
    package func setVerdict(
        _ verdict: PassApplication.Verdict, reference: String, of id: ApplicationID, by principal: Principal, now: Int64
    ) async throws {
        guard (1...64).contains(reference.utf8.count), TextNormalisation.isPlain(reference) else {
            throw RegisterError(.invalidArgument, "the police's reference has 1 to 64 characters")
        }
        try await change(id, .verdict, by: principal, now: now) { application, _, database in
            try ApplicationStore.setVerdict(verdict, reference: reference, of: application.seq, database)
        }
        guard verdict == .clear, let opened = try await opened(id), try await isUnchangedRenewal(opened) else { return }
        // What the rules decide, nobody of the staff did. Where one stands against it, it waits for somebody.
        do {
            _ = try await approve(id, by: Principal("rules"), now: now)
        } catch is RegisterError {}
    }

    /// Turns an application down.
    /// - Parameter reason: a code of `reasons.json`.
    package func reject(_ id: ApplicationID, reason: String, by principal: Principal, now: Int64) async throws {
        defer { notices.notify() }
        try seeds.reason(reason, for: "reject")
        guard let opened = try await opened(id) else { throw RegisterError.unknownApplication }
        try await deciding.run { [self] in
            try await engine.write { [self] database in
                guard let application = try ApplicationStore.application(id, database) else {
                    throw RegisterError.unknownApplication
                }
                if application.state == .rejected { return }
                try Self.checkInterest(principal, application, database)
                guard ApplicationMachine.next(application.state, .reject) != nil,
                    try ApplicationStore.reject(application, reason: reason, by: principal, at: now, database)
                else { throw RegisterError.impossible(.reject, application) }
                try AttachmentStore.settle(application.seq, database)
                try AuditStore.append(
                    [.applicationChanged(number: application.number, act: .reject, reason: reason)], at: now,
                    by: principal, database)
                try notify(.rejected, application, to: opened.contact, at: now, database)
                try askSatisfaction(of: application, to: opened.contact, at: now, database)
            }
        }
    }

    /// Approves an application: its passes are made at once, or as soon as what they cost is paid.
    ///
    /// - Throws: ``RegisterError`` with code `impossibleChange` for one that is not with the staff, or waits for the police.
    package func approve(_ id: ApplicationID, by principal: Principal, now: Int64) async throws -> ApprovalOutcome {
        defer { notices.notify() }
        guard let opened = try await opened(id) else { throw RegisterError.unknownApplication }
        let application = opened.application
        switch application.state {
        case .issued, .approved: return try await settle(id, by: principal, now: now)
        case .awaitingPayment: return .awaitsPayment
        default: break
        }
        let obstacles = try await obstacles(to: id, now: now)
        guard obstacles.isEmpty else { return .refused(obstacles) }
        let due = now + Self.paymentDays * 86_400
        let context = FormContext(
            seeds: seeds, now: now, sentAt: application.submittedAt, attached: opened.attached)
        let order = try await preparedOrder(
            for: opened, application.kind.rules.records(opened.values, context), expires: due, now: now)
        let circumstances = ApplicationMachine.Circumstances(
            asksPolice: asksPolice(opened), isCleared: application.verdict == .clear, hasFee: order != nil)
        guard let next = ApplicationMachine.next(application.state, .approve, circumstances) else {
            throw circumstances.asksPolice && !circumstances.isCleared
                ? RegisterError(
                    .impossibleChange,
                    "application \(application.number) needs a police verdict that objects to nothing")
                : RegisterError.impossible(.approve, application)
        }
        try await deciding.run { [self] in
            try await engine.write { [self] database in
                try Self.checkInterest(principal, application, database)
                guard let current = try ApplicationStore.application(id, database),
                    current.version == application.version,
                    try ApplicationStore.move(
                        application, by: .approve, to: next,
                        dueAt: next == .awaitingPayment ? due : nil, at: now, database)
                else { throw RegisterError.impossible(.approve, application) }
                try ApplicationStore.decide(application.seq, by: principal, at: now, database)
                if let order { try PaymentStore.open(order, at: now, by: principal, database) }
                try AuditStore.append(
                    [.applicationChanged(number: application.number, act: .approve, reason: nil)], at: now,
                    by: principal, database)
                try notify(
                    next == .awaitingPayment ? .paymentDue : .approved, application, to: opened.contact,
                    facts: ["amount": String(order?.total ?? 0), "until": day(due)], at: now, database)
            }
        }
        return next == .awaitingPayment ? .awaitsPayment : try await settle(id, by: principal, now: now)
    }

    /// Nobody decides on their own application, nor on one that they filled in for somebody.
    private static func checkInterest(
        _ principal: Principal, _ application: PassApplication, _ database: any SQLReading
    ) throws {
        if let conflict = try ReviewConflict.between(principal, application, database) {
            throw RegisterError.conflict(conflict, application.number)
        }
    }

    /// One act on an application, with its record in the audit log.
    private func change(
        _ id: ApplicationID, _ act: ApplicationAct, dueAt: Int64? = nil, by principal: Principal, now: Int64,
        also body: @escaping @Sendable (PassApplication, Contact?, any SQLWriting) throws -> Void
    ) async throws {
        defer { notices.notify() }
        guard let opened = try await opened(id) else { throw RegisterError.unknownApplication }
        try await deciding.run { [self] in
            try await engine.write { database in
                guard let application = try ApplicationStore.application(id, database) else {
                    throw RegisterError.unknownApplication
                }
                try Self.checkInterest(principal, application, database)
                guard let next = ApplicationMachine.next(application.state, act),
                    try ApplicationStore.move(application, by: act, to: next, dueAt: dueAt, at: now, database)
                else { throw RegisterError.impossible(act, application) }
                try AuditStore.append(
                    [.applicationChanged(number: application.number, act: act, reason: nil)], at: now,
                    by: principal, database)
                try body(application, opened.contact, database)
            }
        }
    }
}

extension ApplicationKind {
    /// The question whose answer chooses the procedure.
    package var procedureField: String {
        switch self {
        case .person: "role"
        case .vehicle: "ownership"
        case .visit: "purpose"
        }
    }
}
