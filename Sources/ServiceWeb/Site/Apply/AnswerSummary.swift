import Identifiers
import Register

/// Everything that was answered, to be looked through, with a way to change each.
struct AnswerSummary {
    let opened: Register.OpenedApplication
    let facts: FormFacts
    let words: SiteWords
    /// Makes the address of a page at which something is changed; nil where there are no ways to.
    var change: ((String) -> String)?

    private var values: FieldValues { opened.values }

    var rows: [SummaryView.Row] { fields.map(\.row) }

    /// The rows with the names of their fields.
    var fields: [(field: String, row: SummaryView.Row)] {
        opened.application.kind.steps.flatMap { step -> [(field: String, row: SummaryView.Row)] in
            let change = change.map { $0(ApplyPaths.step(opened.application.number, step)) }
            if step.isContact {
                let lines = opened.contact.map { [change != nil ? $0.address : $0.masked] } ?? ["—"]
                return [("contact", SummaryView.Row(words["fields.contact.label"], lines, change: change))]
            }
            return step.fields.filter { $0.isAsked(values) }.compactMap { field in
                row(field, step, change: change).map { (field.name, $0) }
            }
        }
    }

    private func row(_ field: FormField, _ step: FormStep, change: String?) -> SummaryView.Row? {
        switch field.shape {
        case .declaration: return nil
        case .documents:
            let files = FileFields(opened, facts).files(of: step, words).filter { $0.field.hasPrefix("doc-") }
            guard !files.isEmpty else { return nil }
            return SummaryView.Row(
                words["fields.documents.label"],
                files.map { "\($0.label)：\(count(opened.attached[$0.field, default: 0]))" }, change: change)
        case .file:
            let number = opened.attached[field.name, default: 0]
            if number == 0, field.isOptional { return nil }
            return SummaryView.Row(words["fields.\(field.name).label"], [count(number)], change: change)
        case .people: return SummaryView.Row(words["fields.people.label"], people, change: change)
        default:
            let lines = lines(field)
            if lines.isEmpty, field.isOptional { return nil }
            return SummaryView.Row(words["fields.\(field.name).label"], lines.isEmpty ? ["—"] : lines, change: change)
        }
    }

    private func count(_ number: Int) -> String {
        number == 0 ? words["apply.no-file"] : words["apply.files", ["count": String(number)]]
    }

    private func lines(_ field: FormField) -> [String] {
        let value = values[field.name]
        switch field.shape {
        case _ where value.isEmpty && values[all: field.name].isEmpty: return []
        case _ where field.name == opened.application.kind.procedureField:
            let procedure = facts.procedures.first { $0.kind == opened.application.kind && $0.id == value }
            return [procedure.map { ProcedureText.label($0, words).text } ?? value]
        case .choice, .choices: return values[all: field.name].map { words.find("choices.\(field.name).\($0)") ?? $0 }
        case .zones: return PlaceText.lines(values[all: field.name], facts.ports, in: words.language)
        case .date: return [(try? DateText.parse(value)).map { DayText.text($0, words) } ?? value]
        default: return [field.isSecret ? Masked.identity(value) : value]
        }
    }

    private var people: [String] {
        (0..<values.rows(of: "people")).compactMap { row in
            let name = values["people.\(row).name"]
            guard !name.isEmpty else { return nil }
            return "\(name)　\(Masked.identity(values["people.\(row).idNumber"]))"
        }
    }
}

extension FormField {
    /// Whether an answer is shown masked once it was typed.
    var isSecret: Bool { name == "idNumber" || name == "mrz" }
}

/// Numbers of which enough is seen to know them again.
enum Masked {
    static func identity(_ number: String) -> String {
        number.count <= 4 ? number : String(repeating: "•", count: number.count - 4) + number.suffix(4)
    }
}
