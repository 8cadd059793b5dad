import Hummingbird
import Register

/// The list of people of a visit, as rows of one page.
enum PeopleRows {
    private static let list = "people"
    private static let columns = ["name", "idKind", "idNumber"]
    private static let spare = 3
    private static let most = 120

    static var names: [String] {
        (0..<most).flatMap { row in columns.map { "\(list).\(row).\($0)" } }
    }

    static func fields(of page: PageContext) async throws -> FormFields {
        try await page.fields(
            single: Set(names).union(["save", "more", "shown"]), most: names.count + 4)
    }

    /// The rows in which something stands, close together.
    static func merged(_ fields: FormFields, into values: FieldValues) -> FieldValues {
        var merged = values
        merged.removeRows(of: list)
        var place = 0
        for row in 0..<most {
            let texts = columns.map { fields["\(list).\(row).\($0)"] }
            guard !texts[0].isEmpty || !texts[2].isEmpty else { continue }
            for (column, text) in zip(columns, texts) { merged["\(list).\(place).\(column)"] = text }
            place += 1
        }
        return merged
    }

    /// Shown with more empty rows; they are in no draft.
    static func withMore(_ values: FieldValues) -> FieldValues {
        var more = values
        more["\(list).\(values.rows(of: list) + 9).idKind"] = "national"
        return more
    }

    static func add(
        _ values: FieldValues, _ errors: [String: String], _ number: String, _ page: PageContext,
        to template: inout [String: Any]
    ) {
        let words = page.words
        let count = min(values.rows(of: list) + spare, most)
        template["rows"] = (0..<count).map { row -> [String: Any] in
            let place = "\(list).\(row)"
            let chosen = values["\(place).idKind"]
            let wrong = columns.compactMap { column in errors["\(place).\(column)"].map { (column, $0) } }
            return [
                "place": place, "number": String(row + 1), "name": values["\(place).name"],
                "idNumber": values["\(place).idNumber"], "hasErrors": !wrong.isEmpty,
                "wrong": wrong.map { ["id": "\(place).\($0.0)", "text": $0.1] },
                "notes": wrong.map { "\(place).\($0.0)-error" }.joined(separator: " "),
                "kinds": ["national", "resident", "passport"].map { kind in
                    [
                        "value": kind, "text": words["choices.idKind.\(kind)"],
                        "isChosen": chosen == kind || (chosen.isEmpty && kind == "national"),
                    ] as [String: Any]
                },
            ]
        }
        template["listError"] = errors[list] ?? ""
        template["hasListError"] = errors[list] != nil
        template["tableAction"] = page.link("apply/\(number)/table")
    }
}
