import Register

/// How long what takes.
enum DaysValues {
    private static let columns = ["column-procedure", "column-usual", "column-inspected"]

    static func values(_ facts: ContentFacts) -> [String: Any] {
        let words = facts.words
        let tables = ApplicationKind.allCases.map { kind in
            TableView(
                caption: words["menu.\(kind.rawValue)"], columns: columns.map { words["guide.\($0)"] },
                rows: facts.site.procedures.filter { $0.kind == kind }.map { row($0, facts) }
            ).values
        }
        return ["isExample": facts.site.areProceduresExamples, "tables": tables]
    }

    private static func row(_ procedure: Procedure, _ facts: ContentFacts) -> [TableView.Cell] {
        let name = ProcedureValues.label(procedure, facts)
        let days =
            procedure.days == 0
            ? facts.words["guide.same-day"] : facts.words["guide.working-days", ["count": String(procedure.days)]]
        return [
            TableView.Cell(name.text, language: name.foreign), TableView.Cell(days),
            TableView.Cell(facts.words[procedure.asksPolice ? "guide.inspected-yes" : "guide.inspected-no"]),
        ]
    }
}
