import Identifiers
import PassFormat
import SQLStore

/// Telling applicants how their applications stand, in the transaction in which it changes.
extension Register {
    /// Puts a notice about an application among those that wait. Nobody is written to who left no contact; a company is told of all
    /// that it sent together at once, later.
    func notify(
        _ kind: NoticeKind, _ application: PassApplication, to contact: Contact?, facts more: [String: String] = [:],
        at now: Int64, _ database: any SQLWriting
    ) throws {
        guard try noteNews(kind, application, at: now, database), let contact else { return }
        var facts = more
        facts["number"] = application.number
        if kind.facts.contains("until"), facts["until"] == nil {
            facts["until"] = day(application.dueAt ?? now)
        }
        let notice = try Notice(
            kind, to: contact, language: application.language, facts: facts.filter { kind.facts.contains($0.key) })
        try NoticeStore.enqueue(notice, at: now, vault, database)
    }

    /// `2026-12-01`, by the ports' calendar.
    func day(_ time: Int64) -> String { DateText.iso(CivilDate(of: time, utcOffset: utcOffset)) }
}
