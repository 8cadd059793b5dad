import Register

/// The files that an application may have: the photo, a picture of a rare name, and the documents that its procedure asks for.
struct FileFields {
    struct File {
        let field: String
        let label: String
        /// The language of the label, where it is not the page's.
        let language: String?
        let isRequired: Bool
        let isPhoto: Bool
    }

    private let opened: Register.OpenedApplication
    private let facts: FormFacts

    init(_ opened: Register.OpenedApplication, _ facts: FormFacts) {
        self.opened = opened
        self.facts = facts
    }

    private var documents: [Procedure.Document] {
        let kind = opened.application.kind
        return facts.procedures.first { $0.kind == kind && $0.id == opened.values[kind.procedureField] }?.documents
            ?? []
    }

    /// Whether staff fill in from a form that came by post, whose pages are kept with it.
    private var isPosted: Bool { opened.application.channel == .post }

    /// Names of all.
    var all: Set<String> {
        var names = Set(documents.map { Attachment.field(document: $0.id) })
        if isPosted { names.insert(Register.postedFormField) }
        for field in opened.application.kind.steps.flatMap(\.fields) {
            if case .file = field.shape { names.insert(field.name) }
        }
        // What was faulted is asked for, whatever the rules say by now.
        return names.union(opened.application.faults.map(\.field).filter { $0.hasPrefix("doc-") || $0 == "photo" })
    }

    /// A file and how many there are of it.
    struct Listed {
        let field: String
        let isRequired: Bool
        let count: Int
    }

    /// All of them by name.
    /// - Parameter vouched: documents that whoever applies keeps on file.
    func listed(vouched: Set<String>) -> [Listed] {
        let fields = Dictionary(opened.application.kind.steps.flatMap(\.fields).map { ($0.name, $0) }) { first, _ in
            first
        }
        let documents = Dictionary(documents.map { (Attachment.field(document: $0.id), $0) }) { first, _ in first }
        return all.sorted().map { name in
            let isRequired =
                documents[name].map { $0.isRequired && !vouched.contains($0.id) }
                ?? fields[name].map { !$0.isOptional } ?? true
            return Listed(field: name, isRequired: isRequired, count: opened.attached[name] ?? 0)
        }
    }

    /// Those of a step, in its order.
    func files(of step: FormStep, _ words: SiteWords) -> [File] {
        step.fields.flatMap { field -> [File] in
            switch field.shape {
            case .file(let isPhoto):
                [
                    File(
                        field: field.name, label: words["fields.\(field.name).label"], language: nil,
                        isRequired: !field.isOptional, isPhoto: isPhoto)
                ]
            case .documents: documents.map { document($0, words) } + (isPosted ? [postedForm(words)] : [])
            default: []
            }
        }
    }

    func file(_ name: String, _ words: SiteWords) -> File {
        if let document = documents.first(where: { Attachment.field(document: $0.id) == name }) {
            return self.document(document, words)
        }
        if name == Register.postedFormField { return postedForm(words) }
        return File(
            field: name, label: words.find("fields.\(name).label") ?? name, language: nil, isRequired: true,
            isPhoto: name == "photo")
    }

    private func postedForm(_ words: SiteWords) -> File {
        File(
            field: Register.postedFormField, label: words["counter.posted-form"], language: nil, isRequired: false,
            isPhoto: false)
    }

    private func document(_ document: Procedure.Document, _ words: SiteWords) -> File {
        let (label, language) = ProcedureText.label(document, words)
        return File(
            field: Attachment.field(document: document.id), label: label,
            language: language == words.language ? nil : language.rawValue, isRequired: document.isRequired,
            isPhoto: false)
    }
}
