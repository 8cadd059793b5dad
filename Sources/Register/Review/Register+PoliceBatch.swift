import Identifiers
import SQLStore
import Tables

// Asking the police of many at once, and taking their answers. Identity numbers leave the register here, for this purpose only: each
// time stands in the audit log with the applications it was for.
extension Register {
    /// The applications with the police that have no answer yet, as a table.
    /// - Returns: nil when there are none.
    package func policeQuestions(by principal: Principal, now: Int64) async throws -> [UInt8]? {
        let waiting = try await engine.read { database in
            try ApplicationStore.queue(.checking, limit: PoliceBatch.limits.rows, database).filter { $0.verdict == nil }
        }
        guard !waiting.isEmpty else { return nil }
        var table = CSVWriter()
        table.append(PoliceBatch.question)
        for application in waiting {
            guard let opened = try await opened(application.id) else { continue }
            for person in Self.people(opened) {
                table.append([application.number, person.name, person.number, person.born, "", ""])
            }
        }
        try await engine.write { database in
            try AuditStore.append(
                [.policeAsked(applications: waiting.map(\.number))], at: now, by: principal, database)
        }
        return table.bytes
    }

    private static func people(_ opened: OpenedApplication) -> [(name: String, number: String, born: String)] {
        let values = opened.values
        switch opened.application.kind {
        case .person: return [(values["name"], values["idNumber"], values["birthDate"])]
        case .vehicle: return [(values["name"], values["plate"], "")]
        case .visit:
            return (0..<values.rows(of: VisitForm.people)).map { row in
                let place = "\(VisitForm.people).\(row)"
                return (values["\(place).name"], values["\(place).idNumber"], values["\(place).birthDate"])
            }
        }
    }

    /// Takes the answers: each row that is right is recorded, each that is not is named.
    /// - Throws: `TableError` for what is no such table.
    package func takePoliceAnswers(
        _ bytes: [UInt8], by principal: Principal, now: Int64
    ) async throws -> PoliceAnswers {
        let table = try Self.policeTable(bytes)
        var answers = PoliceAnswers()
        for problem in table.report.problems {
            answers.report.add(row: problem.row, field: problem.field, rule: problem.rule)
        }
        let wrong = Set(table.report.problems.map(\.row))
        var seen: Set<String> = []
        for row in table.rows where !wrong.contains(row.number) {
            func fail(_ field: String, _ rule: String) {
                answers.report.add(row: row.number, field: field, rule: rule)
            }
            guard let number = ApplicationNumber(typed: row["number"] ?? ""),
                let application = try await application(number: number)
            else {
                fail("number", "not-found")
                continue
            }
            guard let verdict = PoliceBatch.verdict(row["verdict"] ?? "") else {
                fail("verdict", "unknown-value")
                continue
            }
            let reference = row["reference"] ?? ""
            guard (1...64).contains(reference.utf8.count), TextNormalisation.isPlain(reference) else {
                fail("reference", "required")
                continue
            }
            // A row a person: those of one application say the same.
            guard seen.insert(application.number).inserted else { continue }
            guard application.state == .checking, application.verdict == nil else {
                fail("number", "over")
                continue
            }
            do {
                try await setVerdict(verdict, reference: reference, of: application.id, by: principal, now: now)
                answers.recorded += 1
            } catch let error as RegisterError where error.code == .impossibleChange || error.code == .denied {
                fail("number", "over")
            }
        }
        return answers
    }

    @inline(never)
    private static func policeTable(_ bytes: [UInt8]) throws -> Table {
        try TableReader(schema: PoliceBatch.answer, limits: PoliceBatch.limits).read(bytes)
    }
}
