import Hummingbird
import Register

/// Before the first question: what it takes, and how long.
struct IntroPage {
    let kind: ApplicationKind
    let facts: FormFacts

    func response(in page: PageContext) -> Response {
        var content = SitePage("apply-intro", title: page.words["apply.title-\(kind.rawValue)"])
        content.menu = ApplyPaths.intro(kind)
        content.isIndexed = true
        content.values = [
            "action": page.link(ApplyPaths.intro(kind)), "lead": page.words["apply-home.\(kind.rawValue)"],
            "mine": page.link(ApplyPaths.mine),
            "procedures": facts.procedures.filter { $0.kind == kind }.map { procedure in
                let (label, language) = ProcedureText.label(procedure, page.words)
                return [
                    "label": label, "isForeign": language != page.language, "foreign": language.rawValue,
                    "days": page.words["apply.days", ["count": String(procedure.days)]],
                    "documents": procedure.documents.map { document in
                        [
                            "label": ProcedureText.label(document, page.words).text,
                            "isOptional": !document.isRequired,
                        ] as [String: Any]
                    },
                ] as [String: Any]
            },
        ]
        return page.response(content)
    }
}
