import PassCrypto
import SQLStore
import StrictJSON

/// Changes that two people make, as the log tells them: one that was made, agreed on or altered by hand shows as a difference, and so
/// does a record that has one person do both.
struct ChangeReplay: TableReplay {
    private struct Act: Equatable {
        let by: String
        let at: Int64
    }

    private struct Known: Equatable {
        let kind: String
        let digest: String
        let proposed: Act
        var state = ChangeState.proposed.rawValue
        var decided: Act?
    }

    private var known: [String: Known] = [:]
    private var problems: [AuditProblem] = []

    mutating func apply(_ event: String, _ members: JSONObject) -> Bool {
        let decisions = ChangeState.allCases.filter { $0.isFinal }.map { "change-\($0.rawValue)" }
        guard event == "change-proposed" || decisions.contains(event) else { return true }
        guard case .string(let id)? = members["change"], case .string(let digest)? = members["sha256"],
            case .string(let by)? = members["by"], case .integer(let at)? = members["at"],
            case .integer(let number)? = members["n"]
        else { return false }
        let act = Act(by: by.string, at: at)
        guard event != "change-proposed" else {
            guard case .string(let kind)? = members["kind"] else { return false }
            known[id.string] = Known(kind: kind.string, digest: digest.string, proposed: act)
            return true
        }
        let state = String(event.dropFirst("change-".count))
        guard let change = known[id.string], change.state == ChangeState.proposed.rawValue,
            change.digest == digest.string, state != ChangeState.done.rawValue || change.proposed.by != act.by
        else {
            problems.append(
                AuditProblem(record: number, "record \(number) decides on a change that \(act.by) could not decide on"))
            return true
        }
        known[id.string]?.state = state
        known[id.string]?.decided = act
        return true
    }

    func compare(with database: any SQLReading) throws -> [AuditProblem] {
        var left = known
        var problems = self.problems
        try database.forEachRow(
            """
            SELECT id, kind, digest, proposed_by, proposed_at, state, decided_by, decided_at, document FROM staff_change
            ORDER BY seq
            """, []
        ) { row in
            let id = Hex.encode(try row.blob(0))
            let (kind, digest) = (try row.text(1), Hex.encode(try row.blob(2)))
            var found = Known(
                kind: kind, digest: digest, proposed: Act(by: try row.text(3), at: try row.integer(4)),
                state: try row.text(5))
            if let by = try row.optionalText(6), let at = try row.optionalInteger(7) {
                found.decided = Act(by: by, at: at)
            }
            let isWhole = Hex.encode(ChangeBody.digest(kind: kind, document: try row.blob(8))) == digest
            if left.removeValue(forKey: id) != found || !isWhole {
                problems.append(AuditProblem(record: nil, "the change \(id) of two people is not what the log says"))
            }
        }
        if !left.isEmpty {
            problems.append(
                AuditProblem(record: nil, "\(left.count) changes of two people of the log are not in the register"))
        }
        return problems
    }
}
