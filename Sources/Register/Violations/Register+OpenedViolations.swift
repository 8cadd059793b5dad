import Identifiers
import PassCrypto
package import PassFormat
import SQLStore

// Looking at violations.
extension Register {
    package func violation(_ number: ViolationNumber) async throws -> Violation? {
        try await engine.read { try ViolationStore.violation(number, $0) }
    }

    /// One with what was written of it, and what follows from it.
    package func opened(_ number: ViolationNumber) async throws -> OpenedViolation? {
        guard let violation = try await violation(number) else { return nil }
        return try await opened([violation]).first
    }

    /// Those seen with a pass, the newest first.
    package func violations(ofPass number: String) async throws -> [OpenedViolation] {
        try await opened(engine.read { try ViolationStore.of(pass: number, $0) })
    }

    /// Whether a violation holds a pass back.
    package func isHeldByViolation(_ id: PassID) async throws -> Bool {
        try await engine.read { try ViolationHoldStore.isHeld(Self.existing(id, $0).seq, $0) }
    }

    /// The newest first.
    package func recentViolations(limit: Int = 100) async throws -> [Violation] {
        try await engine.read { try ViolationStore.recent(limit: limit, $0) }
    }

    /// Those that what somebody typed means: the number of a violation, a pass, or a company. The newest first.
    package func findViolations(_ typed: String, limit: Int = 100) async throws -> [Violation] {
        try await engine.read { database in
            if let number = ViolationNumber(typed: typed) {
                return try ViolationStore.violation(number, database).map { [$0] } ?? []
            }
            if let pass = PassNumber.typed(typed) { return try ViolationStore.of(pass: pass, database) }
            if let number = try? CompanyNumber(TextNormalisation.trimmed(typed)) {
                return try ViolationStore.of(company: number.digits, limit: limit, database)
            }
            return []
        }
    }

    private func opened(_ violations: [Violation]) async throws -> [OpenedViolation] {
        guard !violations.isEmpty else { return [] }
        let contents = ruleBook.contents
        let rules = contents.engine(utcOffset: utcOffset)
        return try await engine.read { [self] database in
            try violations.map { violation in
                var measures: [ViolationMeasure] = []
                if !violation.isReversed {
                    let known = try ViolationStore.standing(of: violation.subject, database).map(\.asCase)
                    measures = rules.measures(of: known)
                    if let company = violation.company {
                        measures += rules.companyMeasures(
                            of: try ViolationStore.standing(ofCompany: company, database).map(\.asCase))
                    }
                    measures = measures.filter { $0.violation == violation.seq }
                }
                let set = contents.violations(violation.rules)
                let rule = set?.rule(violation.rule)
                return OpenedViolation(
                    violation: violation, note: try note(of: violation), rule: rule,
                    grade: rule.flatMap { set?.grade(of: $0) }, measures: measures,
                    holds: try ViolationHoldStore.holds(of: violation.seq, database),
                    appeals: try ViolationStore.appeals(against: violation.seq, database).map(\.number),
                    appealUntil: endOfDay(after: service.rule(.appeal).within ?? 30, from: violation.recordedAt))
            }
        }
    }

    /// Empty where its time was over and it was taken away.
    func note(of violation: Violation) throws -> ViolationNote {
        if violation.document.isEmpty { return ViolationNote() }
        let context = ViolationNote.context(violation.number, isReversed: violation.isReversed)
        guard let bytes = try vault.open(violation.document, context: context), let note = ViolationNote(padded: bytes)
        else { throw RegisterError.damaged("a violation's text") }
        return note
    }
}
