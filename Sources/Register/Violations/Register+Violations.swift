import Identifiers
import PassCrypto
import PassFormat
import SQLStore

// Recording violations: what follows is the rules', in the same transaction.
extension Register {
    /// The longest text of what was seen, in characters.
    package static let longestEvidence = 2_000
    private static let longestPlace = 60

    /// A number for the next one.
    package func violationNumber(now: Int64) throws -> ViolationNumber {
        let year = CivilDate(of: now, utcOffset: utcOffset).year
        guard let number = ViolationNumber(random: random.bytes(ViolationNumber.randomByteCount), year: year) else {
            throw RegisterError(.selfCheck, "random numbers are missing: the source of randomness is broken")
        }
        return number
    }

    /// What a draft comes to: whose it is, by which rule.
    private struct Resolved: Sendable {
        let new: ViolationStore.New
        let rule: ViolationRules.Rule
        let grade: ViolationRules.Grade
        let terms: Set<PassTerm>
    }

    private struct Whose: Sendable {
        var party = ViolationParty.person
        var subject: [UInt8] = []
        var company: String?
        var pass: PassRow?
        var note = ViolationNote()
    }

    // MARK: Looking ahead

    /// What would follow, without storing anything.
    package func preview(_ draft: ViolationDraft, now: Int64) async throws -> Result<ViolationPreview, Faults> {
        let resolved: Resolved
        switch try await resolve(draft, now: now) {
        case .failure(let faults): return .failure(faults)
        case .success(let found): resolved = found
        }
        let engine = ruleBook.contents.engine(utcOffset: utcOffset)
        return try await preview(resolved, engine, now: now)
    }

    private func preview(
        _ resolved: Resolved, _ rules: ViolationEngine, now: Int64
    ) async throws -> Result<ViolationPreview, Faults> {
        try await engine.read { [self] database in
            let new = resolved.new
            let one = ViolationCase(
                id: 0, party: new.party, subject: new.subject, company: new.company, at: new.occurredAt,
                rule: new.rule, rules: new.rules, suspensionMonths: new.suspensionMonths, banMonths: new.banMonths)
            let known = try ViolationStore.standing(of: new.subject, database).map(\.asCase)
            var measures = rules.measures(of: known + [one]).filter { $0.violation == 0 }
            if let company = new.company {
                let others = try ViolationStore.standing(ofCompany: company, database).map(\.asCase)
                measures += rules.companyMeasures(of: others + [one]).filter { $0.violation == 0 }
            }
            let stops = measures.contains { measure in
                ViolationMeasure.Kind.stopping.contains(measure.kind) && (measure.until ?? .max) > now
            }
            let rows = ViolationEffects.passes(
                try ViolationStore.passesInForce(of: new.subject, now: now, database)
                    + (new.pass.map { try PassStore.passes(number: $0, database) } ?? []),
                of: new.pass, terms: resolved.terms, now: now)
            return .success(
                ViolationPreview(
                    party: new.party, company: new.company, rule: resolved.rule, grade: resolved.grade,
                    measures: measures, passes: stops ? try summaries(rows, database) : [], earlier: known.count))
        }
    }

    // MARK: Recording

    /// Records a violation, and carries out what follows: in one transaction with its audit record, and a message to the holder.
    package func record(
        _ draft: ViolationDraft, by principal: Principal, now: Int64
    ) async throws -> ViolationAnswer {
        let resolved: Resolved
        switch try await resolve(draft, now: now) {
        case .failure(let faults): return .refused(faults.faults)
        case .success(let found): resolved = found
        }
        let new = resolved.new
        let file: ContactOnFile? =
            if case .pass(let id) = draft.whom { try await fileOf(pass: id) } else { nil }
        let effects = effects(by: principal, now: now)
        // Also after a failure: what was thrown may not say whether the commit is on the disk.
        defer { changes.notify() }
        let answer = try await engine.write { [self] database -> ViolationAnswer in
            guard let violation = try ViolationStore.insert(new, by: principal, at: now, database) else {
                return try ViolationStore.violation(new.number, database)?.recordedBy == principal
                    ? .already(new.number) : .refused([Fault("number", "taken")])
            }
            var events: [AuditEvent] = [
                .violation(
                    .recorded(new.number, rule: new.rule, grade: new.grade, rules: new.rules, pass: new.pass))
            ]
            if violation.party != .company { events += try effects.settle(violation.subject, database) }
            if let task = new.task, try TaskStore.finish(task, by: principal.name, at: now, database) == true {
                events.append(.gateTaskDone(task: task))
            }
            try AuditStore.append(events, at: now, by: principal, database)
            if let file, let pass = new.pass {
                try NoticeStore.enqueue(
                    Notice(
                        .violation, to: file.contact, language: file.language,
                        facts: ["pass": pass, "number": new.number.text, "until": lastDay(before: effects.finalAt)]),
                    at: now, vault, database)
            }
            try tellCompany(new.company, of: new.number, pass: new.pass, at: now, database)
            return .recorded(new.number)
        }
        notices.notify()
        return answer
    }

    /// Tells a company that has an account of a violation that counts for it: no name, only what it knows its people's passes by.
    private func tellCompany(
        _ company: String?, of number: ViolationNumber, pass: String?, at now: Int64, _ database: any SQLWriting
    ) throws {
        try tellCompany(company, at: now, database) { name in
            if let pass {
                (.companyViolation, ["company": name, "pass": pass, "number": number.text])
            } else {
                (.companyOwnViolation, ["company": name, "number": number.text])
            }
        }
    }

    func tellCompany(
        _ number: String?, at now: Int64, _ database: any SQLWriting,
        _ content: (String) -> (kind: NoticeKind, facts: [String: String])
    ) throws {
        guard let number, let row = try CompanyStore.active(number: number, database) else { return }
        let (kind, facts) = content(try company(row).name)
        for reader in try contacts(ofCompany: row.seq, database) {
            try NoticeStore.enqueue(
                Notice(kind, to: reader.contact, language: reader.language, facts: facts), at: now, vault, database)
        }
    }

    func effects(by principal: Principal, now: Int64) -> ViolationEffects {
        ViolationEffects(
            engine: ruleBook.contents.engine(utcOffset: utcOffset), principal: principal, now: now,
            finalAt: endOfDay(after: service.rule(.appeal).within ?? 30, from: now))
    }

    // MARK: Whose it is

    private func resolve(_ draft: ViolationDraft, now: Int64) async throws -> Result<Resolved, Faults> {
        var faults: [Fault] = []
        var whose = Whose()
        switch draft.whom {
        case .pass(let id): whose = try await self.whose(pass: id)
        case .identity(let typed):
            if let number = try? IdentityNumber(TextNormalisation.trimmed(typed), kind: nil, now: now) {
                whose.subject = try vault.subject(identity: number.normalised)
                whose.note.hint = String(number.normalised.suffix(4))
            } else {
                faults.append(Fault("identity", "format"))
            }
        case .company(let typed):
            whose.party = .company
            if let number = try? CompanyNumber(TextNormalisation.trimmed(typed)) {
                whose.company = number.digits
                whose.subject = try vault.subject(company: number.digits)
            } else {
                faults.append(Fault("company", "format"))
            }
        }
        if !draft.company.isEmpty, whose.party != .company {
            if let number = try? CompanyNumber(TextNormalisation.trimmed(draft.company)) {
                whose.company = number.digits
            } else {
                faults.append(Fault("company", "format"))
            }
        }
        return try resolved(draft, whose, faults, now: now)
    }

    private func whose(pass id: PassID) async throws -> Whose {
        let (row, subject) = try await engine.read { database in
            let row = try Self.existing(id, database)
            return (row, try PassStore.identity(of: row.seq, database)?.subject)
        }
        let number = try await companyNumber(ofPass: row.number)
        return try whose(row, subject, company: number)
    }

    @inline(never)
    private func whose(_ row: PassRow, _ subject: [UInt8]?, company: String?) throws -> Whose {
        var whose = Whose()
        whose.pass = row
        whose.company = company
        let claims = try PassClaims(decoding: row.payload)
        if row.kind == .vehicle {
            whose.party = .vehicle
            whose.subject =
                try claims.plates.first.map { try vault.subject(plate: $0.string) } ?? vault.subject(pass: row.number)
        } else {
            whose.subject = try subject ?? vault.subject(pass: row.number)
        }
        return whose
    }

    /// The company behind a pass, by its number: the one that applied for it, or that was named.
    package func companyNumber(ofPass number: String) async throws -> String? {
        guard let application = try await application(ofPass: number) else { return nil }
        if let seq = application.company {
            return try await engine.read { try CompanyStore.company(seq: seq, $0)?.number }
        }
        guard let opened = try await opened(application.id) else { return nil }
        return (try? CompanyNumber(opened.values["companyNumber"]))?.digits
    }

    @inline(never)
    private func resolved(
        _ draft: ViolationDraft, _ whose: Whose, _ found: [Fault], now: Int64
    ) throws -> Result<Resolved, Faults> {
        var faults = found
        if draft.occurredAt > now { faults.append(Fault("occurred", "future")) }
        let rules = violationRules(at: min(draft.occurredAt, now))
        if rules == nil { faults.append(Fault("occurred", "no-rules")) }
        let rule = rules?.rule(draft.rule)
        if rules != nil, rule == nil { faults.append(Fault("rule", "unknown-choice")) }
        if let rule, !rule.parties.contains(whose.party) { faults.append(Fault("rule", "not-theirs")) }
        let grade = rule.flatMap { rules?.grade(of: $0) }
        func check(_ months: Int?, _ range: ViolationRules.Months?, _ field: String) {
            guard let months, rule != nil else { return }
            guard let range else {
                faults.append(Fault(field, "none"))
                return
            }
            if !range.allows(months) {
                faults.append(
                    Fault(field, "range", ["least": String(range.least), "most": String(range.most)]))
            }
        }
        check(draft.suspensionMonths, grade?.suspension, "suspension")
        check(draft.banMonths, rule?.ban, "ban")
        var note = whose.note
        note.evidence = OpinionText.plain(draft.evidence)
        note.place = TextNormalisation.trimmed(draft.place)
        if let fault = OpinionText.fault(in: note.evidence, field: "evidence", longest: Self.longestEvidence) {
            faults.append(fault)
        }
        if note.place.unicodeScalars.count > Self.longestPlace || !TextNormalisation.isPlain(note.place) {
            faults.append(Fault("place", "too-long", ["most": String(Self.longestPlace)]))
        }
        // An identity number in somebody's words would be kept where none is.
        if Notice.holdsIdentityNumber(note.evidence) || Notice.holdsIdentityNumber(note.place) {
            faults.append(Fault("evidence", "identity"))
        }
        guard faults.isEmpty, let rules, let rule, let grade else { return .failure(Faults(faults)) }
        let box = try vault.seal(
            repeatably: note.padded, context: ViolationNote.context(draft.number, isReversed: false))
        return .success(
            Resolved(
                new: ViolationStore.New(
                    number: draft.number, party: whose.party, subject: whose.subject, company: whose.company,
                    pass: whose.pass?.number, rule: rule.id, grade: rule.grade, rules: rules.digest,
                    suspensionMonths: draft.suspensionMonths, banMonths: draft.banMonths,
                    occurredAt: draft.occurredAt, task: draft.task, document: box),
                rule: rule, grade: grade, terms: rules.terms))
    }
}
