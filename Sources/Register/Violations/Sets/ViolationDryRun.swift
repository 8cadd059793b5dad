/// The violations of a year under another rule set. Pure.
struct ViolationDryRun {
    let file: RuleSetFile
    let rules: ViolationRules
    let engine: ViolationEngine
    let since: Int64

    private var other: ViolationEngine {
        let (known, rules) = (engine.rules, rules)
        return ViolationEngine(utcOffset: engine.utcOffset) { digest in
            digest == rules.digest ? rules : known(digest)
        }
    }

    /// - Parameter standing: all violations that were not reversed; those before the year count as they did.
    func run(_ standing: [Violation]) -> RuleDryRun {
        let looked = standing.filter { $0.occurredAt >= since }
        func then(_ violation: Violation) -> ViolationCase {
            violation.occurredAt >= since ? violation.asCase(under: rules.digest) : violation.asCase
        }
        var (before, after) = ([Int64: [ViolationMeasure]](), [Int64: [ViolationMeasure]]())
        var (harder, milder) = (0, 0)
        func take(_ old: [ViolationMeasure], _ new: [ViolationMeasure]) {
            for measure in old { before[measure.violation, default: []].append(measure) }
            for measure in new { after[measure.violation, default: []].append(measure) }
            let (one, two) = (ViolationOutcome(old), ViolationOutcome(new))
            if one == two { return }
            if two.isAtLeast(one) { harder += 1 } else if one.isAtLeast(two) { milder += 1 }
        }
        let other = other
        for history in Dictionary(grouping: standing, by: \.subject).values
        where history.contains(where: { $0.occurredAt >= since }) {
            take(engine.measures(of: history.map(\.asCase)), other.measures(of: history.map(then)))
        }
        for history in Dictionary(grouping: standing.filter { $0.company != nil }, by: \.company).values
        where history.contains(where: { $0.occurredAt >= since }) {
            take(engine.companyMeasures(of: history.map(\.asCase)), other.companyMeasures(of: history.map(then)))
        }
        var cases: [RuleDryRun.Case] = []
        for violation in looked.reversed() {
            let (old, new) = (before[violation.seq] ?? [], after[violation.seq] ?? [])
            guard !Self.isSame(old, new) else { continue }
            let (one, two) = (ViolationOutcome(old), ViolationOutcome(new))
            cases.append(
                RuleDryRun.Case(
                    number: violation.number, rule: violation.rule, party: violation.party, before: old, after: new,
                    isHarder: one != two && two.isAtLeast(one), isMilder: one != two && one.isAtLeast(two),
                    isAlike: one == two))
        }
        let lacking = Dictionary(
            grouping: looked.filter { rules.rule($0.rule) == nil }, by: \.rule
        ).mapValues(\.count)
        return RuleDryRun(
            file: file, count: looked.count, since: since, cases: cases, unchanged: looked.count - cases.count,
            harder: harder, milder: milder, lacking: lacking, fees: [])
    }

    /// Whether the same follows, wherever it is written.
    private static func isSame(_ one: [ViolationMeasure], _ other: [ViolationMeasure]) -> Bool {
        func facts(_ measures: [ViolationMeasure]) -> [String] {
            measures.map { "\($0.kind.rawValue) \($0.length) \($0.until ?? 0)" }.sorted()
        }
        return facts(one) == facts(other)
    }
}
