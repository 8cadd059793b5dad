import Identifiers

/// What follows from violations. Pure: the same set of violations gives the same consequences, in whatever order they were recorded;
/// one more never makes anything milder; without one, everything is as if it had never been.
///
/// All that holds because each violation looks only at those that happened until then, and because nothing that is counted makes a
/// consequence smaller.
package struct ViolationEngine: Sendable {
    /// The rule set of a SHA-256.
    let rules: @Sendable ([UInt8]) -> ViolationRules?
    let utcOffset: Int64

    package init(utcOffset: Int64, rules: @escaping @Sendable ([UInt8]) -> ViolationRules?) {
        self.utcOffset = utcOffset
        self.rules = rules
    }

    private struct Known {
        let violation: ViolationCase
        let rules: ViolationRules
        let rule: ViolationRules.Rule
        let grade: ViolationRules.Grade
    }

    private func known(_ violation: ViolationCase) -> Known? {
        guard let rules = rules(violation.rules), let rule = rules.rule(violation.rule),
            let grade = rules.grade(of: rule)
        else { return nil }
        return Known(violation: violation, rules: rules, rule: rule, grade: grade)
    }

    // MARK: Of a person or a vehicle

    /// What follows for one person or vehicle.
    /// - Parameter history: their violations, in any order.
    package func measures(of history: [ViolationCase]) -> [ViolationMeasure] {
        let all = history.filter { $0.party != .company }.compactMap(known)
        return all.flatMap { measures(of: $0, among: all) }
    }

    private func measures(of one: Known, among all: [Known]) -> [ViolationMeasure] {
        let repetition = one.rules.repetition
        let start = earliest(one.violation.at, repetition.window)
        let points = all.filter { $0.violation.at <= one.violation.at && $0.violation.at > start }
            .reduce(0) { $0 + $1.grade.points }
        let breaches = points / repetition.pointsOfBreach
        var measures: [ViolationMeasure] = []
        func add(
            _ kind: ViolationMeasure.Kind, months: Int = 0, count: Int = 0, threshold: Int = 0, _ article: SeedText
        ) {
            let end = months > 0 ? later(one.violation.at, months: months) : nil
            measures.append(
                ViolationMeasure(
                    kind: kind, violation: one.violation.id, from: one.violation.at, until: end, count: count,
                    threshold: threshold, length: months, article: article))
        }
        add(
            one.grade.counts ? .breach : .reminder, count: breaches, threshold: repetition.cancelAt, one.rule.article)
        if let range = one.grade.suspension {
            add(.suspension, months: one.violation.suspensionMonths ?? range.least, one.rule.article)
        }
        if one.grade.cancels { add(.cancellation, one.rule.article) }
        if let range = one.rule.ban {
            add(.ban, months: one.violation.banMonths ?? range.least, one.rule.article)
        }
        if one.grade.counts, let months = repetition.ban(at: breaches) {
            add(
                .repetition, months: months, count: breaches, threshold: repetition.cancelAt, repetition.article)
        }
        return measures
    }

    // MARK: Of a company

    /// What follows for one company.
    /// - Parameter history: its own violations and those of its people, in any order.
    package func companyMeasures(of history: [ViolationCase]) -> [ViolationMeasure] {
        let all = history.compactMap(known).filter(\.grade.counts)
        return all.compactMap { one in
            let company = one.rules.company
            let isOwn = one.violation.party == .company
            let start = earliest(one.violation.at, company.window)
            let count = all.count {
                ($0.violation.party == .company) == isOwn && $0.violation.at <= one.violation.at
                    && $0.violation.at > start
            }
            let first = isOwn ? company.own : company.ofPeople
            guard let days = company.ban(at: count, from: first) else { return nil }
            return ViolationMeasure(
                kind: isOwn ? .companyOwn : .companyOfPeople, violation: one.violation.id, from: one.violation.at,
                until: one.violation.at + Int64(days) * 86_400, count: count, threshold: first, length: days,
                article: company.article)
        }
    }

    // MARK: Times

    private func later(_ time: Int64, months: Int) -> Int64 {
        (CalendarDuration("P\(months)M") ?? CalendarDuration(years: 0)).added(to: time, utcOffset: utcOffset)
    }

    /// What happened until then counts no more.
    private func earliest(_ time: Int64, _ window: CalendarDuration) -> Int64 {
        let day = CivilDate(of: time, utcOffset: utcOffset)
        let months = Int64(window.years * 12 + window.months)
        let count = day.year * 12 + Int64(day.month - 1) - months
        let (year, month) = (count / 12, Int(count % 12) + 1)
        let clamped = min(day.day, CivilDate.days(in: month, of: year))
        let start = CivilDate(year: year, month: month, day: clamped) ?? day
        return CivilDate(daysSinceEpoch: start.daysSinceEpoch - Int64(window.days)).start(utcOffset: utcOffset)
            + (time - day.start(utcOffset: utcOffset))
    }
}
