package import Identifiers
import OpenData
import SQLStore
package import Tables

// Calls that the desks answer, entered by the office: the report puts figures to them.
extension Register {
    /// What lines there are, the one of all ports first.
    package var callLines: [CallLine] { [.shared] + seeds.site.ports.map { .port($0.id) } }

    /// Seconds in which a call should be answered.
    package var callTarget: Int64 { seeds.openData?.plan.callTarget ?? ServicePlan.usualCallTarget }

    private var knownPorts: Set<String> { Set(seeds.site.ports.map(\.id)) }

    private func today(_ now: Int64) -> CivilDate { CivilDate(of: now, utcOffset: utcOffset) }

    /// What counts of some days, by day and line.
    package func callTallies(_ days: ClosedRange<CivilDate>) async throws -> [CallTally] {
        try await engine.read { try CallStore.newest(days, $0) }
    }

    /// All that was ever entered of a day and a line, the oldest first.
    package func callHistory(_ day: CivilDate, _ line: CallLine) async throws -> [CallTally] {
        try await engine.read { try CallStore.all(day, line, $0) }
    }

    /// Enters the calls of a day, or corrects what was entered.
    /// - Parameter seen: the revision that who enters looked at; 0 for none.
    package func enterCalls(
        _ form: CallForm, seen: Int64, by principal: Principal, now: Int64
    ) async throws -> CallsEntered {
        let checked: CallForm.Checked
        switch form.checked(ports: knownPorts, today: today(now)) {
        case .failure(let faults): return .refused(faults.faults)
        case .success(let found): checked = found
        }
        return try await engine.write { database in
            let before = try CallStore.all(checked.day, checked.line, database).last
            guard before?.revision ?? 0 == seen else { return .moved }
            return try Self.keep([checked], by: principal, now: now, database)
        }
    }

    /// Enters the calls of many days: all of them, or none where something is wrong with one.
    /// - Throws: ``TableError``: it is no table at all.
    package func enterCalls(
        table bytes: [UInt8], by principal: Principal, now: Int64
    ) async throws -> (change: CallsEntered, report: TableReport) {
        let table = try TableReader(schema: CallTable.schema, limits: CallTable.limits).read(bytes)
        var report = table.report
        let (ports, today) = (knownPorts, today(now))
        var rows: [CallForm.Checked] = []
        var places: Set<[String]> = []
        for row in table.rows {
            switch CallTable.form(row, line: { line(named: $0) }).checked(ports: ports, today: today) {
            case .failure(let faults):
                for fault in faults.faults { report.add(row: row.number, field: fault.field, rule: fault.rule) }
            case .success(let checked):
                if !places.insert([DateText.iso(checked.day), checked.line.text]).inserted {
                    report.add(row: row.number, field: "day", rule: "repeated")
                }
                rows.append(checked)
            }
        }
        guard report.isEmpty else { return (.refused([]), report) }
        let checked = rows
        let change = try await engine.write { try Self.keep(checked, by: principal, now: now, $0) }
        return (change, report)
    }

    /// A port by its code or either of its names; anything else stays, and is refused: what an exchange says of all ports is the sum of
    /// their own lines, and no line beside them.
    private func line(named text: String) -> String {
        if ["共用專線", "共用", CallLine.sharedName].contains(text.lowercased()) { return CallLine.sharedName }
        let found = seeds.site.ports.first { port in
            [port.id, port.nameInChinese, port.nameInEnglish].contains { $0.lowercased() == text.lowercased() }
        }
        return found?.id ?? text
    }

    /// What says the same as before is no correction.
    private static func keep(
        _ rows: [CallForm.Checked], by principal: Principal, now: Int64, _ database: any SQLWriting
    ) throws -> CallsEntered {
        var (new, corrected) = (0, 0)
        var events: [AuditEvent] = []
        for row in rows {
            let before = try CallStore.all(row.day, row.line, database).last
            if before?.figures == row.figures { continue }
            let tally = CallTally(
                day: row.day, line: row.line, revision: (before?.revision ?? 0) + 1, figures: row.figures, at: now,
                madeBy: principal.name)
            try CallStore.insert(tally, database)
            events.append(.calls(CallEvent(tally: tally)))
            if before == nil { new += 1 } else { corrected += 1 }
        }
        if !events.isEmpty { try AuditStore.append(events, at: now, by: principal, database) }
        return .kept(new: new, corrected: corrected)
    }
}
