package import Identifiers
package import PassFormat

/// What follows from violations: one version of the rules, as a file that never changes once it was in force.
package struct ViolationRules: Hashable, Sendable {
    /// A number of months from which whoever records a violation chooses.
    package struct Months: Hashable, Sendable {
        package let least: Int
        package let most: Int

        package func allows(_ months: Int) -> Bool { (least...most).contains(months) }
    }

    /// What a grade alone leads to.
    package struct Grade: Hashable, Sendable {
        package let label: SeedText
        package let points: Int
        /// How long the pass is suspended; nil for not at all.
        package let suspension: Months?
        /// Whether the pass is cancelled at once.
        package let cancels: Bool
        /// Whether one of it, once there are enough breaches, cancels the pass; and counts for a company.
        package let counts: Bool
    }

    /// One thing that is forbidden.
    package struct Rule: Hashable, Sendable {
        package let id: String
        package let label: SeedText
        /// Where it is written.
        package let article: SeedText
        package let grade: ViolationGrade
        package let parties: Set<ViolationParty>
        /// How long nobody applies; nil for no ban.
        package let ban: Months?
    }

    /// What follows from many violations of one person or vehicle.
    package struct Repetition: Hashable, Sendable {
        package let article: SeedText
        /// How far back violations count.
        package let window: CalendarDuration
        /// So many points are a breach.
        package let pointsOfBreach: Int
        /// At which number of breaches the pass is cancelled.
        package let cancelAt: Int
        /// The ban that comes with it, and how much longer it is with each further breach.
        package let banMonths: Int
        package let moreMonths: Int
        package let mostMonths: Int

        /// Months of the ban at a number of breaches; nil below where it begins.
        func ban(at breaches: Int) -> Int? {
            breaches < cancelAt ? nil : min(mostMonths, banMonths + moreMonths * (breaches - cancelAt))
        }
    }

    /// What follows for a company.
    package struct OfCompany: Hashable, Sendable {
        package let article: SeedText
        package let window: CalendarDuration
        /// So many breaches of its people, or of its own.
        package let ofPeople: Int
        package let own: Int
        package let days: Int
        package let moreDays: Int
        package let mostDays: Int

        func ban(at count: Int, from first: Int) -> Int? {
            count < first ? nil : min(mostDays, days + moreDays * (count - first))
        }
    }

    /// SHA-256 of the file.
    package let digest: [UInt8]
    /// The first day on which it holds.
    package let from: CivilDate
    /// The passes that are suspended, cancelled and not applied for; single visits are usually free.
    package let terms: Set<PassTerm>
    package let grades: [ViolationGrade: Grade]
    package let rules: [Rule]
    package let repetition: Repetition
    package let company: OfCompany

    package func rule(_ id: String) -> Rule? { rules.first { $0.id == id } }

    package func grade(of rule: Rule) -> Grade? { grades[rule.grade] }
}
