import Identifiers

/// A consultation as it is typed, and what is wrong with it.
package struct ConsultationForm: Hashable, Sendable {
    package static let longestQuestion = 1_000

    package var titles: [SiteLanguage: String] = [:]
    package var questions: [SiteLanguage: String] = [:]
    package var backgrounds: [SiteLanguage: String] = [:]
    package var ports: [String] = []
    /// Days, in either calendar.
    package var from = ""
    package var until = ""

    package init() {}

    package init(_ content: ConsultationContent) {
        titles = content.texts.mapValues(\.title)
        questions = content.texts.mapValues(\.question)
        backgrounds = content.texts.mapValues(\.background)
        ports = content.ports
        from = DateText.iso(content.from)
        until = DateText.iso(content.until)
    }

    package static func title(_ language: SiteLanguage) -> String { "title-\(language.rawValue)" }
    package static func question(_ language: SiteLanguage) -> String { "question-\(language.rawValue)" }
    package static func background(_ language: SiteLanguage) -> String { "background-\(language.rawValue)" }

    /// - Parameter known: ids of the ports there are.
    func checked(ports known: Set<String>) -> Result<ConsultationContent, Faults> {
        var faults: [Fault] = []
        var written: [SiteLanguage: ConsultationContent.Text] = [:]
        for language in SiteLanguage.allCases {
            let title = OpinionText.plain(titles[language] ?? "")
            let question = OpinionText.plain(questions[language] ?? "")
            let background = OpinionText.plain(backgrounds[language] ?? "")
            // Another language is written whole or not at all.
            guard
                AnnouncementContent.required.contains(language)
                    || ![title, question, background].allSatisfy(\.isEmpty)
            else { continue }
            let wrong = [
                title.contains("\n")
                    ? Fault(Self.title(language), "forbidden-character")
                    : OpinionText.fault(
                        in: title, field: Self.title(language), longest: AnnouncementForm.longestTitle),
                OpinionText.fault(in: question, field: Self.question(language), longest: Self.longestQuestion),
                OpinionText.fault(
                    in: background, field: Self.background(language), longest: AnnouncementForm.longestText),
            ].compactMap { $0 }
            faults += wrong
            if wrong.isEmpty {
                written[language] = ConsultationContent.Text(title: title, question: question, background: background)
            }
        }
        let (first, last) = (try? DateText.parse(from), try? DateText.parse(until))
        if first == nil { faults.append(Fault("from", from.isEmpty ? "required" : "format")) }
        if last == nil { faults.append(Fault("until", until.isEmpty ? "required" : "format")) }
        if let first, let last, last < first { faults.append(Fault("until", "after-from")) }
        if !known.isSuperset(of: ports) { faults.append(Fault("ports", "not-found")) }
        guard faults.isEmpty, let first, let last else { return .failure(Faults(faults)) }
        return .success(ConsultationContent(texts: written, ports: ports, from: first, until: last))
    }
}
