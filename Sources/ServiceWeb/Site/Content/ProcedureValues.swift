import Register

/// Who may apply for what, with which documents, and how long it takes.
enum ProcedureValues {
    static func values(_ facts: ContentFacts) -> [String: Any] {
        let kinds = ApplicationKind.allCases.map { kind in
            [
                "place": kind.rawValue, "kind": facts.words["menu.\(kind.rawValue)"],
                "procedures": facts.site.procedures.filter { $0.kind == kind }.map { procedure($0, facts) },
            ] as [String: Any]
        }
        return ["isExample": facts.site.areProceduresExamples, "kinds": kinds]
    }

    /// What it is called.
    static func label(_ procedure: Procedure, _ facts: ContentFacts) -> ContentFacts.Name {
        let question =
            switch procedure.kind {
            case .person: "role"
            case .vehicle: "ownership"
            case .visit: "purpose"
            }
        return facts.name(
            SeedText(chinese: procedure.labelInChinese, english: procedure.labelInEnglish),
            words: "choices.\(question).\(procedure.id)")
    }

    private static func procedure(_ procedure: Procedure, _ facts: ContentFacts) -> [String: Any] {
        let qualification = facts.name(
            SeedText(chinese: procedure.qualificationInChinese, english: procedure.qualificationInEnglish),
            words: "procedures.\(procedure.kind.rawValue)-\(procedure.id)")
        return [
            "name": label(procedure, facts).values, "qualification": qualification.values,
            "hasDocuments": !procedure.documents.isEmpty,
            "documents": procedure.documents.map { document in
                [
                    "isRequired": document.isRequired,
                    "document": facts.name(
                        SeedText(chinese: document.labelInChinese, english: document.labelInEnglish),
                        words: "choices.document.\(document.id)"
                    ).values,
                ] as [String: Any]
            },
        ]
    }
}
