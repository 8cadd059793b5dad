import PassCrypto
import SQLStore
import StrictJSON

/// Violations and rule sets as the log tells them: one that was changed, made or taken away by hand shows as a difference.
struct ViolationReplay: TableReplay {
    private struct Known: Equatable {
        let rule: String
        let grade: String
        let rules: String
        var isReversed = false
    }

    private var violations: [String: Known] = [:]
    /// SHA-256 of each file, and the day from which it holds.
    private var sets: [String: String] = [:]

    mutating func apply(_ event: String, _ members: JSONObject) -> Bool {
        func text(_ name: ExactText) -> String? {
            if case .string(let text)? = members[name] { text.string } else { nil }
        }
        switch event {
        case "violation-recorded":
            guard let number = text("violation"), let rule = text("rule"), let grade = text("grade"),
                let rules = text("rules")
            else { return false }
            violations[number] = Known(rule: rule, grade: grade, rules: rules)
        case "violation-reversed":
            guard let number = text("violation") else { return false }
            violations[number]?.isReversed = true
        case "rules-put-in-force":
            guard let digest = text("sha256"), let kind = text("rules") else { return false }
            sets[digest] = kind
        default: break
        }
        return true
    }

    func compare(with database: any SQLReading) throws -> [AuditProblem] {
        var problems: [AuditProblem] = []
        var count = 0
        try database.forEachRow("SELECT number, rule, grade, rules, reversed_at FROM violation ORDER BY seq", []) {
            row in
            count += 1
            let number = try row.text(0)
            let found = Known(
                rule: try row.text(1), grade: try row.text(2), rules: Hex.encode(try row.blob(3)),
                isReversed: try row.optionalInteger(4) != nil)
            if violations[number] != found { problems.append(Self.problem("violation \(number)")) }
        }
        if count < violations.count {
            problems.append(
                AuditProblem(
                    record: nil, "\(violations.count - count) violations of the log are not in the register"))
        }
        var known = 0
        try database.forEachRow("SELECT kind, digest, content FROM rule_set ORDER BY seq", []) { row in
            known += 1
            let digest = Hex.encode(try row.blob(1))
            let (kind, content) = (try row.text(0), Hash.sha256(try row.blob(2)))
            if sets[digest] != kind || Hex.encode(content) != digest {
                problems.append(Self.problem("rule set \(digest.prefix(16))"))
            }
        }
        if known < sets.count {
            problems.append(
                AuditProblem(record: nil, "\(sets.count - known) rule sets of the log are not in the register"))
        }
        return problems
    }

    private static func problem(_ what: String) -> AuditProblem {
        AuditProblem(record: nil, "\(what) is not what the log says")
    }
}
