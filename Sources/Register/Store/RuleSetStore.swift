import Identifiers
import PassCrypto
import SQLStore
import StrictJSON

/// Rule sets and fee tables that two people put in force, in the database.
enum RuleSetStore {
    static func insert(
        _ set: RuleSetFile, by principal: Principal, at now: Int64, _ database: any SQLWriting
    ) throws {
        try database.execute(
            """
            INSERT INTO rule_set (kind, from_day, digest, content, adopted_at, adopted_by) VALUES (?, ?, ?, ?, ?, ?)
            """,
            .text(set.kind.rawValue), .integer(set.from.daysSinceEpoch), .blob(set.digest), .blob(set.bytes),
            .integer(now), .text(principal.name))
    }

    /// In the order in which they came.
    static func all(_ database: any SQLReading) throws -> [StoredRuleSet] {
        try database.rows("SELECT kind, from_day, digest, content, adopted_at, adopted_by FROM rule_set ORDER BY seq")
            .map {
                row in
                guard let kind = RuleKind(rawValue: try row.text(0)) else { throw RegisterError.damaged("a rule set") }
                return StoredRuleSet(
                    kind: kind, from: CivilDate(daysSinceEpoch: try row.integer(1)), digest: try row.blob(2),
                    bytes: try row.blob(3), adoptedAt: try row.integer(4), adoptedBy: try row.text(5))
            }
    }

    /// The newest day of a kind's sets; nil where there is none.
    static func lastDay(_ kind: RuleKind, _ database: any SQLReading) throws -> Int64? {
        try database.row("SELECT MAX(from_day) FROM rule_set WHERE kind = ?", .text(kind.rawValue))?.optionalInteger(0)
    }

    /// What `violations.json` held in each version of the seeds.
    static func formerViolationFiles(_ database: any SQLReading) throws -> [[UInt8]] {
        try database.rows("SELECT DISTINCT content FROM seed_file WHERE name = 'violations.json'").map {
            try $0.blob(0)
        }
    }
}
