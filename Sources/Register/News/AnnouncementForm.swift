import Identifiers

/// An announcement as it is typed.
package struct AnnouncementForm: BulletinForm {
    package typealias Kind = News

    package var typed = TypedTexts<ArticlePart>()
    package var ports: [String] = []
    /// A day, in either calendar.
    package var from = ""
    /// The same; empty for no end.
    package var until = ""
    package var isImportant = false

    package init() {}

    package init(_ content: AnnouncementContent) {
        typed = TypedTexts(content.texts)
        ports = content.ports
        from = DateText.iso(content.from)
        until = content.until.map(DateText.iso) ?? ""
        isImportant = content.isImportant
    }

    package func checked(in register: Register) -> Result<AnnouncementContent, Faults> {
        var faults: [Fault] = []
        let texts = typed.checked(&faults)
        let first = TypedDay.required(from, "from", &faults)
        let last = TypedDay.optional(until, "until", &faults)
        if let first, let last, last < first { faults.append(Fault("until", "after-from")) }
        if !register.portNames.isSuperset(of: ports) { faults.append(Fault("ports", "not-found")) }
        guard faults.isEmpty, let first else { return .failure(Faults(faults)) }
        return .success(
            AnnouncementContent(
                texts: texts, ports: Set(ports).sorted(), from: first, until: last, isImportant: isImportant))
    }
}
