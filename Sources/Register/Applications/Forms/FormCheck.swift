import Identifiers

/// Holds the answers of a form, or of one of its steps, against its rules. All that is wrong is collected, once a field.
struct FormCheck {
    let values: FieldValues
    let context: FormContext
    private(set) var faults: [Fault] = []
    private let asked: Set<String>

    /// - Parameter step: nil for the whole form.
    static func faults(
        in values: FieldValues, of kind: ApplicationKind, step: FormStep? = nil, _ context: FormContext
    ) -> [Fault] {
        let fields = (step.map { [$0] } ?? kind.steps).flatMap(\.fields).filter { $0.isAsked(values) }
        var check = FormCheck(values: values, context: context, asked: Set(fields.map(\.name)))
        for field in fields { check.look(at: field) }
        kind.rules.check(&check)
        return check.faults
    }

    private init(values: FieldValues, context: FormContext, asked: Set<String>) {
        self.values = values
        self.context = context
        self.asked = asked
    }

    /// Whether a field is among those looked at, asked for, and right so far.
    func isOpen(_ field: String) -> Bool {
        asked.contains(field) && !faults.contains { $0.field == field }
    }

    mutating func fail(_ field: String, _ rule: String, _ facts: [String: String] = [:]) {
        guard !faults.contains(where: { $0.field == field }) else { return }
        faults.append(Fault(field, rule, facts))
    }

    // MARK: What a field's shape says

    private mutating func look(at field: FormField) {
        let value = values[field.name]
        switch field.shape {
        case .line, .paragraph:
            let limit = field.shape == .paragraph ? FieldValues.maximumValue : Self.longest(field.name)
            if value.isEmpty {
                if !field.isOptional { fail(field.name, "required") }
            } else {
                // Several lines are several texts: a line's end is no control character there.
                let isParagraph = field.shape == .paragraph
                text(isParagraph ? String(value.map { $0 == "\n" ? " " : $0 }) : value, field.name, limit: limit)
            }
        case .choice(let choices):
            if value.isEmpty {
                if !field.isOptional { fail(field.name, "required") }
            } else if !choices.contains(value) {
                fail(field.name, "required")
            }
        case .choices(let choices):
            if values[all: field.name].contains(where: { !choices.contains($0) }) { fail(field.name, "required") }
            if values[all: field.name].isEmpty, !field.isOptional { fail(field.name, "required") }
        case .zones: zones(field.name)
        case .date:
            if value.isEmpty {
                if !field.isOptional { fail(field.name, "required") }
            } else {
                date(value, field.name)
            }
        case .file(let isPhoto):
            if isPhoto, !field.isOptional, context.attached[field.name, default: 0] == 0 {
                fail(field.name, "required")
            }
        case .declaration: if value != "yes" { fail(field.name, "required") }
        case .people, .documents: break
        }
    }

    /// Bytes: what a pass has room for.
    private static func longest(_ field: String) -> Int {
        switch field {
        case "postAddress": 300
        default: 90
        }
    }

    mutating func text(_ value: String, _ field: String, limit: Int) {
        if value.utf8.count > limit {
            fail(field, "too-long", ["most": String(limit / 3)])
        } else if !TextNormalisation.isPlain(value) {
            fail(field, "forbidden-character")
        }
    }

    /// The day that was typed, in whichever calendar; nil for none.
    static func day(_ text: String) -> CivilDate? { try? DateText.parse(text) }

    private mutating func date(_ value: String, _ field: String) {
        do { _ = try DateText.parse(value) } catch { fail(field, error.rule.rawValue) }
    }

    private mutating func zones(_ field: String) {
        let chosen = values[all: field]
        if chosen.isEmpty { return fail(field, "required") }
        let known = Set(context.seeds.ports.flatMap { port in port.zones.map { "\(port.id)/\($0.name)" } })
        if !known.isSuperset(of: chosen) { fail(field, "unknown-zone") }
    }

    // MARK: What several forms share

    /// A whole number of days from a first to a last, within what the rules allow for a term.
    mutating func period(from: String, until: String, longest: CalendarDuration?) {
        guard isOpen(from), let first = FormCheck.day(values[from]) else { return }
        if first.daysSinceEpoch < context.today.daysSinceEpoch { return fail(from, "past") }
        if first.daysSinceEpoch > context.today.daysSinceEpoch + 366 { return fail(from, "too-far") }
        guard isOpen(until), let last = FormCheck.day(values[until]) else { return }
        if last.daysSinceEpoch < first.daysSinceEpoch { return fail(until, "after-from") }
        guard let longest else { return }
        let end = longest.added(to: first.start(utcOffset: context.utcOffset), utcOffset: context.utcOffset)
        let latest = CivilDate(of: end - 1, utcOffset: context.utcOffset)
        if last.daysSinceEpoch > latest.daysSinceEpoch { fail(until, "too-late", ["date": DateText.iso(latest)]) }
    }

    mutating func identity(_ number: String, kind: String) {
        guard isOpen(number), !values[number].isEmpty else { return }
        guard let idKind = IdentityNumber.Kind(rawValue: values[kind]) else { return }
        do {
            _ = try IdentityNumber(values[number], kind: idKind, now: context.now)
        } catch {
            fail(number, error.rule.rawValue)
        }
    }

    /// Numbers of containers, each with a check digit that fits; which of them is wrong is said.
    mutating func containers(_ field: String, most: Int) {
        guard isOpen(field) else { return }
        let typed = VisitForm.lines(values[field])
        guard typed.count <= most else { return fail(field, "too-many", ["most": String(most)]) }
        for text in typed {
            do throws(IdentifierError) { _ = try ContainerNumber(text) } catch {
                return fail(field, error.rule.rawValue, ["number": String(text.prefix(20))])
            }
        }
    }

    /// The number of a pass, where one was typed.
    mutating func passNumber(_ field: String) {
        guard isOpen(field), !values[field].isEmpty else { return }
        if PassNumber.typed(values[field]) == nil { fail(field, "format") }
    }

    mutating func plate(_ field: String) {
        guard isOpen(field), !values[field].isEmpty else { return }
        if !(1...12).contains(PlateText.normalise(values[field]).plate.utf8.count) { fail(field, "format") }
    }
}
