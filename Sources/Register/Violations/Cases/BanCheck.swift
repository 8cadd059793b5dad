import PassFormat
import SQLStore

/// Who may not apply at present, by their violations.
struct BanCheck {
    let engine: ViolationEngine
    let now: Int64

    /// The end of what keeps a person or vehicle from applying for a pass of a term; nil for nothing.
    func end(of subject: [UInt8], term: PassTerm, _ database: any SQLReading) throws -> Int64? {
        let standing = try ViolationStore.standing(of: subject, database)
        guard !standing.isEmpty else { return nil }
        let held = Set(
            standing.filter { engine.rules($0.rules)?.terms.contains(term) ?? false }.map(\.seq))
        return engine.measures(of: standing.map(\.asCase)).filter {
            held.contains($0.violation) && ViolationMeasure.Kind.barring.contains($0.kind)
        }.compactMap(\.until).filter { $0 > now }.max()
    }

    /// The end of what keeps a company from applying.
    func end(ofCompany number: String, _ database: any SQLReading) throws -> Int64? {
        let standing = try ViolationStore.standing(ofCompany: number, database)
        guard !standing.isEmpty else { return nil }
        return engine.companyMeasures(of: standing.map(\.asCase)).compactMap(\.until).filter { $0 > now }.max()
    }
}

extension Register {
    func bans(at now: Int64) -> BanCheck {
        BanCheck(engine: ruleBook.contents.engine(utcOffset: utcOffset), now: now)
    }
}
