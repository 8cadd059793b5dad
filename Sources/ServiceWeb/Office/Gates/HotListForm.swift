import Identifiers
import PassFormat
import Register

/// What somebody typed about an entry of a hot list.
struct HotListForm: Sendable {
    static let fields: Set<String> = ["number", "plate", "reason", "reference", "until"]

    /// Nil where something is wrong.
    let entry: HotListEntry?
    let problems: [String]
    private let fields: FormFields

    init(_ fields: FormFields, _ page: StaffPage) {
        self.fields = fields
        let words = page.words
        var problems: [String] = []
        func text(_ name: String) -> String { TextNormalisation.trimmed(fields[name]) }
        let (number, plate) = (text("number"), text("plate"))
        if number.isEmpty == plate.isEmpty { problems.append(words["staff.hot-one"]) }
        if text("reason").isEmpty || text("reason").count > 120 { problems.append(words["staff.hot-reason-wrong"]) }
        if text("reference").isEmpty || text("reference").utf8.count > 64 {
            problems.append(words["staff.hot-reference-wrong"])
        }
        var until: Int64?
        if !text("until").isEmpty {
            // Through that day.
            until = (try? DateText.parse(text("until"))).map { day in
                (day.daysSinceEpoch + 1) * 86_400 - page.register.utcOffset
            }
            if until.map({ $0 <= page.now }) ?? true { problems.append(words["staff.hot-until-wrong"]) }
        }
        let target: HotListEntry.Target =
            number.isEmpty
            ? .plate(WireText(plate)) : .number(WireText(PassNumber.typed(number) ?? number))
        self.problems = problems
        entry =
            problems.isEmpty
            ? HotListEntry(target, reference: text("reference"), reason: text("reason"), until: until) : nil
    }

    func typed(_ name: String) -> String { fields[name] }
}
