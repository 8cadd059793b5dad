import Identifiers

/// An announcement as it is typed, and what is wrong with it.
package struct AnnouncementForm: Hashable, Sendable {
    package static let longestTitle = 120
    package static let longestText = 8_000
    package static let longestReason = 300

    package var titles: [SiteLanguage: String] = [:]
    package var texts: [SiteLanguage: String] = [:]
    package var ports: [String] = []
    /// A day, in either calendar.
    package var from = ""
    /// The same; empty for no end.
    package var until = ""
    package var isImportant = false

    package init() {}

    package init(_ content: AnnouncementContent) {
        titles = content.texts.mapValues(\.title)
        texts = content.texts.mapValues(\.text)
        ports = content.ports
        from = DateText.iso(content.from)
        until = content.until.map(DateText.iso) ?? ""
        isImportant = content.isImportant
    }

    package static func title(_ language: SiteLanguage) -> String { "title-\(language.rawValue)" }
    package static func text(_ language: SiteLanguage) -> String { "text-\(language.rawValue)" }

    /// - Parameter known: ids of the ports there are.
    func checked(ports known: Set<String>) -> Result<AnnouncementContent, Faults> {
        var faults: [Fault] = []
        var written: [SiteLanguage: AnnouncementContent.Text] = [:]
        for language in SiteLanguage.allCases {
            let title = OpinionText.plain(titles[language] ?? "")
            let text = OpinionText.plain(texts[language] ?? "")
            // Another language is written whole or not at all.
            let isWanted = AnnouncementContent.required.contains(language) || !title.isEmpty || !text.isEmpty
            guard isWanted else { continue }
            let wrong = [
                title.contains("\n")
                    ? Fault(Self.title(language), "forbidden-character")
                    : OpinionText.fault(in: title, field: Self.title(language), longest: Self.longestTitle),
                OpinionText.fault(in: text, field: Self.text(language), longest: Self.longestText),
            ].compactMap { $0 }
            faults += wrong
            if wrong.isEmpty { written[language] = AnnouncementContent.Text(title: title, text: text) }
        }
        let first = try? DateText.parse(from)
        if first == nil { faults.append(Fault("from", from.isEmpty ? "required" : "format")) }
        let last = until.isEmpty ? nil : try? DateText.parse(until)
        if !until.isEmpty, last == nil { faults.append(Fault("until", "format")) }
        if let first, let last, last < first { faults.append(Fault("until", "after-from")) }
        if !known.isSuperset(of: ports) { faults.append(Fault("ports", "not-found")) }
        guard faults.isEmpty, let first else { return .failure(Faults(faults)) }
        return .success(
            AnnouncementContent(texts: written, ports: ports, from: first, until: last, isImportant: isImportant))
    }
}
