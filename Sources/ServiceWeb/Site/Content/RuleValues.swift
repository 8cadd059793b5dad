/// What breaches lead to, as two tables.
enum RuleValues {
    static func values(_ facts: ContentFacts) -> [String: Any] {
        [
            "bans": table(facts.words, "bans", rows: ["ban-month", "ban-half-year", "ban-year"]),
            "grades": table(
                facts.words, "grades",
                rows: [
                    "grade-minor", "grade-ordinary", "grade-serious", "grade-extreme", "grade-three", "grade-company",
                ]),
        ]
    }

    private static func table(_ words: SiteWords, _ name: String, rows: [String]) -> [String: Any] {
        TableView(
            caption: words["rules.\(name)-caption"],
            columns: [words["rules.\(name)-column-what"], words["rules.\(name)-column-consequence"]],
            rows: rows.map { [TableView.Cell(words["rules.\($0)"]), TableView.Cell(words["rules.\($0)-consequence"])] }
        ).values
    }
}
