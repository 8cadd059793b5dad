import Identifiers
import PassCrypto
import PassFormat
import PassVerify
import SQLStore

// What people write to the service: opinions, petitions and appeals, each with a number, a clock and an answer.
extension Register {
    /// Takes what somebody wrote. An appeal is about a decision on something of their own, which they have proved to the caller.
    /// - Parameter client: who sends, as the limits count; nil for one that is not counted.
    package func send(
        _ draft: OpinionDraft, client: String?, limits: OpinionLimits = OpinionLimits(), by principal: Principal,
        now: Int64
    ) async throws -> OpinionAnswer {
        guard OpinionKind.open.contains(draft.kind) else { return .refused([Fault("kind", "required")]) }
        if draft.kind == .appeal {
            switch try await appealed(draft, now: now) {
            case .failure(let faults): return .refused(faults.faults)
            case .success(let appealed):
                return try await store(
                    draft, client: client, limits: limits, decider: appealed.decider, by: principal, now: now
                ) { opinion, database in
                    if let violation = appealed.violation { try ViolationStore.link(violation, to: opinion, database) }
                }
            }
        }
        if case .gate(let id)? = draft.about, !seeds.policy.gates.contains(where: { $0.id.string == id }) {
            return .refused([Fault("gate", "not-found")])
        }
        return try await store(draft, client: client, limits: limits, decider: nil, by: principal, now: now)
    }

    /// What is wrong with a text, so that it can be said together with what is wrong with the rest.
    package func fault(inOpinion text: String) -> Fault? {
        OpinionText.fault(in: OpinionText.plain(text), longest: service.longestText)
    }

    /// What an appeal is about.
    private struct Appealed: Sendable {
        /// Who decided, and does not answer it.
        let decider: String?
        /// Where it is against one.
        let violation: Int64?
    }

    private func appealed(_ draft: OpinionDraft, now: Int64) async throws -> Result<Appealed, Faults> {
        guard let about = draft.about else { return .failure(Faults([Fault("about", "not-decided")])) }
        let found = try await engine.read { [self] database -> (decision: DecisionStore.Decision, violation: Int64?)? in
            switch about {
            case .application(let number): return try DecisionStore.rejection(of: number, database).map { ($0, nil) }
            case .pass(let number):
                let violation =
                    draft.violation == nil
                    ? try holding(pass: number, database)
                    : try draft.violation.flatMap { try appealed($0, pass: number, database) }
                if let violation {
                    return (
                        DecisionStore.Decision(at: violation.recordedAt, by: violation.recordedBy.name), violation.seq
                    )
                }
                guard draft.violation == nil else { return nil }
                return try DecisionStore.withdrawal(ofPass: number, database).map { ($0, nil) }
            case .gate: return nil
            }
        }
        guard let (decision, violation) = found else { return .failure(Faults([Fault("about", "not-decided")])) }
        let days = service.rule(.appeal).within ?? 0
        guard now < endOfDay(after: days, from: decision.at) else {
            return .failure(Faults([Fault("about", "too-late", ["days": String(days)])]))
        }
        let known = try await engine.read { database in
            if let violation { return try ViolationStore.appeals(against: violation, database).first }
            return try OpinionStore.standing(.appeal, about: about, since: decision.at, database)
        }
        if let known {
            return .failure(Faults([Fault("about", "appealed-already", ["number": known.number.text])]))
        }
        return .success(Appealed(decider: decision.by, violation: violation))
    }

    /// - Parameters:
    ///   - limits: nil where none count.
    ///   - body: what belongs into the same transaction; gets the new row.
    func store(
        _ draft: OpinionDraft, client: String?, limits: OpinionLimits?, decider: String?, by principal: Principal,
        now: Int64, also body: @escaping @Sendable (Int64, any SQLWriting) throws -> Void = { _, _ in }
    ) async throws -> OpinionAnswer {
        var draft = draft
        draft.text = OpinionText.plain(draft.text)
        if let fault = OpinionText.fault(in: draft.text, longest: service.longestText) { return .refused([fault]) }
        let due = endOfDay(after: service.rule(draft.kind).days, from: now)
        for _ in 0..<8 {
            let (new, code) = try newOpinion(draft, client: client, decider: decider, dueAt: due, now: now)
            let wait = try await engine.write { [self] database -> Int64? in
                if let limits, let wait = try Self.wait(new, limits, now: now, database) { return wait }
                guard let seq = try OpinionStore.insert(new, at: now, database) else { return 0 }
                try OpinionStore.add(
                    new.draft.text, author: .sender, to: new.number, seq, at: now, vault, database)
                try AuditStore.append(
                    [.opinionChanged(number: new.number.text, kind: new.draft.kind, act: .send, outcome: nil)],
                    at: now, by: principal, database)
                if let contact = new.draft.contact {
                    try NoticeStore.enqueue(
                        Notice(
                            .opinionReceived, to: contact, language: new.draft.language,
                            facts: ["number": new.number.text, "until": lastDay(before: due)]), at: now, vault,
                        database)
                }
                try body(seq, database)
                return nil
            }
            switch wait {
            case nil:
                notices.notify()
                return .received(OpinionReceipt(number: new.number, code: code, dueAt: due))
            case 0?: continue
            case let seconds?: return .tooMany(retryAfter: seconds)
            }
        }
        throw RegisterError(.selfCheck, "random numbers repeat: the source of randomness is broken")
    }

    /// Everything random about it. Apart from asynchronous code: the optimiser of Swift 6.3.1 crashes there.
    @inline(never)
    private func newOpinion(
        _ draft: OpinionDraft, client: String?, decider: String?, dueAt: Int64, now: Int64
    ) throws -> (OpinionStore.New, RetrievalCode) {
        let year = CivilDate(of: now, utcOffset: utcOffset).year
        guard let number = OpinionNumber(random: random.bytes(OpinionNumber.randomByteCount), year: year) else {
            throw RegisterError(.selfCheck, "random numbers are missing: the source of randomness is broken")
        }
        let code = try code(of: number)
        let new = OpinionStore.New(
            number: number, draft: draft, contact: try draft.contact.map { try vault.subject(contact: $0) },
            sealedContact: try draft.contact.map {
                try vault.seal($0, nonce: random.bytes(SecretBox.nonceByteCount))
            },
            client: try client.map { Array(try vault.mac(Array($0.utf8), "client").prefix(16)) },
            verifier: try opinionVerifier(number, code), decider: decider, dueAt: dueAt)
        return (new, code)
    }

    /// The code that opens what was written, for who has proved that it is theirs. It is a keyed hash of the number, so that it can
    /// be shown again; the database holds only what proves it.
    package func code(of number: OpinionNumber) throws -> RetrievalCode {
        RetrievalCode(random: try vault.mac(Array(number.text.utf8), "opinion-code"))
    }

    private func opinionVerifier(_ number: OpinionNumber, _ code: RetrievalCode) throws -> [UInt8] {
        try vault.mac(Array(number.text.utf8) + [0] + code.bytes, "opinion")
    }

    /// Seconds until there may be one again; nil when there may be one now.
    private static func wait(
        _ new: OpinionStore.New, _ limits: OpinionLimits, now: Int64, _ database: any SQLReading
    ) throws -> Int64? {
        let since = now - limits.window
        var counts = [(try OpinionStore.count(since: since, database), limits.overall)]
        if let client = new.client {
            counts.append((try OpinionStore.count(client: client, since: since, database), limits.perClient))
        }
        if let contact = new.contact {
            counts.append((try OpinionStore.count(contact: contact, since: since, database), limits.perContact))
        }
        return limits.wait(counts, now: now)
    }

    // MARK: Following

    package func opinion(_ number: OpinionNumber) async throws -> Opinion? {
        try await engine.read { try OpinionStore.opinion(number, $0) }
    }

    /// The opinion that a number and its code open; nil when they do not belong together.
    package func opinion(_ number: OpinionNumber, code: RetrievalCode) async throws -> Opinion? {
        let verifier = try opinionVerifier(number, code)
        return try await engine.read { database in
            guard let opinion = try OpinionStore.opinion(number, database),
                let known = try OpinionStore.verifier(opinion.seq, database), ConstantTime.areEqual(known, verifier)
            else { return nil }
            return opinion
        }
    }

    /// What a contact that was proved wrote, the newest first.
    package func opinions(of contact: Contact, limit: Int = 100) async throws -> [Opinion] {
        let subject = try vault.subject(contact: contact)
        return try await engine.read { try OpinionStore.of(contact: subject, limit: limit, $0) }
    }

    /// An opinion with its texts.
    package func opened(_ number: OpinionNumber) async throws -> OpenedOpinion? {
        let stored = try await engine.read {
            database -> (Opinion, [UInt8]?, [OpinionStore.Message], [OpinionStep])? in
            guard let opinion = try OpinionStore.opinion(number, database) else { return nil }
            return (
                opinion, try OpinionStore.sealedContact(opinion.seq, database),
                try OpinionStore.messages(of: opinion.seq, database), try OpinionStore.steps(of: opinion.seq, database)
            )
        }
        guard let (opinion, contact, messages, steps) = stored else { return nil }
        return try opened(opinion, contact, messages, steps)
    }

    @inline(never)
    private func opened(
        _ opinion: Opinion, _ contact: [UInt8]?, _ messages: [OpinionStore.Message], _ steps: [OpinionStep]
    ) throws -> OpenedOpinion {
        let texts = try messages.map { message in
            OpinionMessage(
                author: message.author, at: message.at,
                text: try message.sealed.map { box in
                    let context = OpinionStore.context(opinion.number, message.place)
                    guard let bytes = try vault.open(box, context: context) else {
                        throw RegisterError.damaged("an opinion's text")
                    }
                    return OpinionText.unpadded(bytes)
                })
        }
        return OpenedOpinion(
            opinion: opinion, contact: try contact.flatMap { try vault.contact(in: $0) }, messages: texts, steps: steps)
    }

    // MARK: Who wrote it

    /// Says more, or asks again after an answer, which begins its time anew.
    package func add(
        _ text: String, to number: OpinionNumber, by principal: Principal, now: Int64
    ) async throws -> OpinionChange {
        let text = OpinionText.plain(text)
        if let fault = OpinionText.fault(in: text, longest: service.longestText) { return .refused([fault]) }
        return try await changeOpinion(number, .add, by: principal, now: now) { [self] opinion, next, database in
            let own = try OpinionStore.messages(of: opinion.seq, database).count { $0.author == .sender }
            guard own < service.messages else {
                return .refused([Fault("text", "too-many", ["most": String(service.messages)])])
            }
            let due =
                opinion.state == .answered
                ? endOfDay(after: service.rule(opinion.kind).days, from: now) : nil
            guard try OpinionStore.move(opinion, by: .add, to: next, dueAt: due, at: now, database) else {
                return .impossible(opinion.state)
            }
            try OpinionStore.add(text, author: .sender, to: number, opinion.seq, at: now, vault, database)
            return .changed
        }
    }

    /// Takes it back; nobody answers it then.
    package func withdraw(_ number: OpinionNumber, by principal: Principal, now: Int64) async throws -> OpinionChange {
        try await changeOpinion(number, .withdraw, by: principal, now: now) { opinion, next, database in
            try OpinionStore.move(opinion, by: .withdraw, to: next, at: now, database)
                ? .changed : .impossible(opinion.state)
        }
    }

    /// Who wrote it is content, or wants no more.
    package func close(_ number: OpinionNumber, by principal: Principal, now: Int64) async throws -> OpinionChange {
        guard let contact = try await opened(number)?.contact else {
            return try await closeOpinion(number, contact: nil, by: principal, now: now)
        }
        return try await closeOpinion(number, contact: contact, by: principal, now: now)
    }

    func closeOpinion(
        _ number: OpinionNumber, contact: Contact?, by principal: Principal, now: Int64
    ) async throws -> OpinionChange {
        let change = try await changeOpinion(number, .close, by: principal, now: now) {
            [self] opinion, next, database in
            guard try OpinionStore.move(opinion, by: .close, to: next, at: now, database) else {
                return .impossible(opinion.state)
            }
            try askSatisfaction(of: opinion, to: contact, at: now, database)
            return .changed
        }
        notices.notify()
        return change
    }

    /// One act, with its record in the audit log.
    func changeOpinion(
        _ number: OpinionNumber, _ act: OpinionAct, outcome: OpinionOutcome? = nil, by principal: Principal,
        now: Int64, _ body: @escaping @Sendable (Opinion, OpinionState, any SQLWriting) throws -> OpinionChange
    ) async throws -> OpinionChange {
        try await engine.write { database in
            guard let opinion = try OpinionStore.opinion(number, database) else { throw RegisterError.unknownOpinion }
            guard let next = OpinionMachine.next(opinion.state, act) else { return .impossible(opinion.state) }
            let change = try body(opinion, next, database)
            if case .changed = change {
                try AuditStore.append(
                    [.opinionChanged(number: number.text, kind: opinion.kind, act: act, outcome: outcome)], at: now,
                    by: principal, database)
            }
            return change
        }
    }
}

extension RegisterError {
    static let unknownOpinion = RegisterError(.notFound, "there is no such case: check its number")
}
