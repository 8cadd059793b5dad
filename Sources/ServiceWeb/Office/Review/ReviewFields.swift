import PassCrypto
import Register

/// What an applicant said, a row a field, with the files that belong to each.
struct ReviewFields {
    struct Row {
        let field: String
        let label: String
        let lines: [String]
        /// Addresses of pictures.
        let pictures: [String]
    }

    let opened: Register.OpenedApplication
    let page: StaffPage

    var rows: [Row] {
        let facts = FormFacts(procedures: page.register.procedures, ports: page.register.ports)
        let files = FileFields(opened, facts)
        var rows: [Row] = []
        for (field, row) in AnswerSummary(opened: opened, facts: facts, words: page.words).fields
        where field != "documents" && field != "contact" {
            rows.append(Row(field: field, label: row.name, lines: row.lines, pictures: pictures(of: field)))
        }
        for step in opened.application.kind.steps {
            for file in files.files(of: step, page.words) where file.field.hasPrefix("doc-") {
                let pictures = pictures(of: file.field)
                guard !pictures.isEmpty || file.isRequired else { continue }
                rows.append(
                    Row(
                        field: file.field, label: file.label,
                        lines: pictures.isEmpty ? [page.words["apply.no-file"]] : [], pictures: pictures))
            }
        }
        return rows
    }

    private func pictures(of field: String) -> [String] {
        opened.attachments.filter { $0.field == field }.map {
            page.link("review/\(opened.application.number)/pictures/\(Hex.encode($0.id))")
        }
    }
}
