import Register

/// The rate table.
enum FeeValues {
    static func values(_ facts: ContentFacts) -> [String: Any] {
        let words = facts.words
        let rows = facts.site.fees.map { fee in
            [
                TableView.Cell("\(facts.kind(fee.kind))・\(facts.term(fee.term))"),
                TableView.Cell(amount(fee.amount, words), isNumber: true),
                TableView.Cell(card(fee, words), isNumber: true), TableView.Cell(DayText.text(fee.from, words)),
            ]
        }
        let columns = ["guide.column-kind", "guide.column-fee", "guide.column-card", "guide.column-from"]
        return [
            "isExample": facts.site.areFeesExamples,
            "table": TableView(
                caption: words["guide.fees-caption"], columns: columns.map { words[$0] }, rows: rows
            ).values,
        ]
    }

    private static func card(_ fee: SeedFee, _ words: SiteWords) -> String {
        guard fee.card > 0 else { return words["guide.no-card"] }
        return fee.isCardWaived
            ? words["guide.card-waived", ["amount": grouped(fee.card)]] : amount(fee.card, words)
    }

    private static func amount(_ amount: Int64, _ words: SiteWords) -> String {
        amount == 0 ? words["guide.free"] : words["guide.amount", ["amount": grouped(amount)]]
    }

    /// `1,250`
    static func grouped(_ amount: Int64) -> String {
        var digits = String(amount)
        var groups: [String] = []
        while digits.count > 3 {
            groups.insert(String(digits.suffix(3)), at: 0)
            digits.removeLast(3)
        }
        return ([digits] + groups).joined(separator: ",")
    }
}
