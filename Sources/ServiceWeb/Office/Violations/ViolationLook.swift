import Register

/// How a violation stands, in words.
enum ViolationLook {
    static func tag(isReversed: Bool, isAppealed: Bool = false, _ page: StaffPage) -> StatusTag {
        let name = isReversed ? "reversed" : isAppealed ? "appealed" : "standing"
        let look: StatusTag.Look = isReversed ? .over : isAppealed ? .asking : .bad
        return StatusTag(look: look, text: page.words["staff.violation-\(name)"])
    }

    static func words(_ page: StaffPage) -> ViolationWords {
        ViolationWords(words: page.words, language: page.language, utcOffset: page.register.utcOffset)
    }

    /// A row of a table.
    static func row(_ violation: Violation, _ page: StaffPage) -> [String: Any] {
        let rules = page.register.violationRules(violation.rules)
        let rule = rules?.rule(violation.rule)
        var values = tag(isReversed: violation.isReversed, page).values
        values["address"] = page.link("violations/\(violation.number.text)")
        values["number"] = violation.number.text
        values["rule"] = rule?.label.text(in: page.language).text ?? violation.rule
        values["grade"] =
            rule.flatMap { rules?.grade(of: $0)?.label.text(in: page.language).text } ?? violation.grade.rawValue
        values["whose"] = violation.pass ?? violation.company ?? "—"
        values["at"] = page.moment(violation.occurredAt)
        values["by"] = ChangeOfficeRoutes.person(violation.recordedBy)
        return values
    }
}
