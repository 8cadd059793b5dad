import Hummingbird
import Identifiers
import Register

/// What everybody is asked, was asked, and what came of it.
struct ConsultationListPage {
    let consultations: [Consultation]
    let ports: [SeedPort]
    let now: Int64
    let utcOffset: Int64
    let page: PageContext

    private static let sections: [(word: String, phases: Set<ConsultationPhase>)] = [
        ("open", [.open, .upcoming]), ("answering", [.answering]), ("answered", [.answered]),
    ]

    /// - Throws: ``Problem/notFound`` for a year in which there is none.
    @inline(never)
    func made() throws -> SitePage {
        let words = page.words
        let shown = consultations.filter { $0.content != nil }
        let years = Set(shown.compactMap(year)).sorted(by: >)
        let asked = page.request.uri.queryParameters.get("year").flatMap { $0.isEmpty ? nil : String($0) }
        if let asked, !years.contains(where: { String($0) == asked }) { throw Problem.notFound }
        let chosen = shown.filter { consultation in asked.map { $0 == year(consultation).map(String.init) } ?? true }
        var content = SitePage("consultations", title: words["menu.consultations"])
        content.menu = ConsultationPaths.list
        content.isIndexed = asked == nil
        content.addSiblings(words)
        content.values["hasAny"] = !chosen.isEmpty
        content.values["isFiltered"] = !shown.isEmpty
        content.values["years"] =
            [choice("", words["news.all-years"], isChosen: asked == nil)]
            + years.map { choice(String($0), String($0), isChosen: asked == String($0)) }
        content.values["list"] = page.link(ConsultationPaths.list)
        content.values["follow"] = page.link(ConsultationPaths.follow)
        content.values["sections"] = Self.sections.compactMap { section -> [String: Any]? in
            let found = chosen.filter { section.phases.contains($0.phase(at: now, utcOffset: utcOffset)) }
            guard !found.isEmpty else { return nil }
            return [
                "section": section.word, "heading": words["consultations.\(section.word)"], "items": found.map(values),
            ]
        }
        return content
    }

    /// Of its last day: by it everybody knows it.
    private func year(_ consultation: Consultation) -> Int64? {
        consultation.endsAt(utcOffset: utcOffset).map { CivilDate(of: $0 - 1, utcOffset: utcOffset).year }
    }

    private func choice(_ value: String, _ text: String, isChosen: Bool) -> [String: Any] {
        ["value": value, "text": text, "isChosen": isChosen]
    }

    private func values(_ consultation: Consultation) -> [String: Any] {
        guard let content = consultation.content else { return [:] }
        let (text, language) = content.text(in: page.language)
        var values: [String: Any] = [
            "address": page.link(ConsultationPaths.consultation(consultation.number)),
            "name": SpokenText(text.title, language).name(on: page),
            "day": ConsultationLook.period(consultation, utcOffset: utcOffset, page.words),
            "where": page.ports(content.ports, of: ports),
        ]
        let phase = consultation.phase(at: now, utcOffset: utcOffset)
        values.merge(ConsultationLook.tag(phase, page.words).values) { $1 }
        return values
    }
}
