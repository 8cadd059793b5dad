import Identifiers
package import Tables

/// A list of people for one visit, out of a table: a ship's crew, a delegation.
package struct CrewList: Hashable, Sendable {
    /// As the form of a visit has them: `people.0.name`, …; and `plates`, where the table has a column of them.
    package let people: FieldValues
    package let count: Int
    /// What is wrong, by the table's rows.
    package let report: TableReport
    /// The table's row of each of the people.
    package let rows: [Int]

    /// - Throws: `TableError` for what is no table.
    package init(_ bytes: [UInt8], now: Int64, utcOffset: Int64) throws(TableError) {
        let table = try TableReader(schema: .people, limits: .people).read(bytes)
        var report = table.report
        var values = FieldValues()
        var rows: [Int] = []
        var plates: [String] = []
        let wrong = Set(table.report.problems.map(\.row))
        for row in table.rows where !wrong.contains(row.number) {
            var typed = FieldValues()
            for (name, text) in row.cells { typed[name] = text }
            var check = RosterCheck(typed: typed, now: now, today: CivilDate(of: now, utcOffset: utcOffset))
            check.person()
            for fault in check.faults { report.add(row: row.number, field: fault.field, rule: fault.rule) }
            guard check.faults.isEmpty else { continue }
            let place = "\(VisitForm.people).\(rows.count)"
            for name in ["name", "nationality", "idKind", "idNumber"] {
                values["\(place).\(name)"] = check.values[name]
            }
            if let plate = row["plate"], !plates.contains(plate) { plates.append(plate) }
            rows.append(row.number)
        }
        values["plates"] = plates.joined(separator: "\n")
        people = values
        count = rows.count
        self.report = report
        self.rows = rows
    }
}
