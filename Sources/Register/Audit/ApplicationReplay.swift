import SQLStore
import StrictJSON

/// Applications as the log tells them: one that was moved on by hand shows as a difference, and where the service then took it
/// further, as a record of something that could not be, e.g. passes for what nobody approved.
struct ApplicationReplay: TableReplay {
    private struct Decision: Equatable {
        let by: String
        let at: Int64
    }

    private struct Known {
        /// The log says what was done, and not what it cost: where an approval led is seen by what came next.
        var states: Set<ApplicationState> = [.draft]
        var decision: Decision?
    }

    private var known: [String: Known] = [:]
    private var problems: [AuditProblem] = []

    mutating func apply(_ event: String, _ members: JSONObject) -> Bool {
        guard let act = Self.acts[event] else { return true }
        guard case .string(let application)? = members["application"], case .string(let by)? = members["by"],
            case .integer(let at)? = members["at"], case .integer(let number)? = members["n"]
        else { return false }
        var one = known[application.string, default: Known()]
        let next = Set(one.states.flatMap { Self.following($0, act) })
        if next.isEmpty {
            problems.append(
                AuditProblem(
                    record: number,
                    "record \(number) says \(event) of \(application.string), which was \(Self.text(one.states)) by the log"
                ))
        }
        // What comes after a record that could not be is held against where that led.
        one.states = next.isEmpty ? Self.leads[act, default: []] : next
        switch act {
        case .approve, .reject: one.decision = Decision(by: by.string, at: at)
        case .reopen: one.decision = nil
        default: break
        }
        known[application.string] = one
        return true
    }

    func compare(with database: any SQLReading) throws -> [AuditProblem] {
        var problems = self.problems
        var count = 0
        try database.forEachRow("SELECT number, state, decided_by, decided_at FROM application ORDER BY seq", []) {
            row in
            let (number, state) = (try row.text(0), try row.text(1))
            var decision: Decision?
            if let by = try row.optionalText(2), let at = try row.optionalInteger(3) {
                decision = Decision(by: by, at: at)
            }
            guard let one = known[number] else {
                // The log knows nothing of drafts, nor of their end.
                if ![.draft, .withdrawn, .lapsed].contains(ApplicationState(rawValue: state)) || decision != nil {
                    problems.append(
                        AuditProblem(
                            record: nil,
                            "application \(number) is \(state) in the register, and in no record of the log"))
                }
                return
            }
            count += 1
            if !one.states.contains(where: { $0.rawValue == state }) {
                problems.append(
                    AuditProblem(
                        record: nil,
                        "application \(number) is \(state) in the register, but \(Self.text(one.states)) by the log"))
            } else if one.decision != decision {
                problems.append(
                    AuditProblem(
                        record: nil,
                        "application \(number) was decided by others, or at another time, than the log says"))
            }
        }
        if count < known.count {
            problems.append(
                AuditProblem(record: nil, "\(known.count - count) applications of the log are not in the register"))
        }
        return problems
    }

    // MARK: The machine, without what only the service knew

    private static let acts = [String: ApplicationAct](
        uniqueKeysWithValues: ApplicationAct.allCases.map { act in
            (act == .issue ? "application-issued" : "application-\(act.rawValue)", act)
        })

    private static let circumstances = [false, true].flatMap { hasFee in
        [false, true].map { isUpheld in
            ApplicationMachine.Circumstances(isCleared: true, hasFee: hasFee, isUpheld: isUpheld)
        }
    }

    private static func following(_ state: ApplicationState, _ act: ApplicationAct) -> Set<ApplicationState> {
        Set(circumstances.compactMap { ApplicationMachine.next(state, act, $0) })
    }

    /// Where an act leads from wherever it is possible.
    private static let leads = [ApplicationAct: Set<ApplicationState>](
        uniqueKeysWithValues: ApplicationAct.allCases.map { act in
            (act, Set(ApplicationState.allCases.flatMap { following($0, act) }))
        })

    private static func text(_ states: Set<ApplicationState>) -> String {
        states.map(\.rawValue).sorted().joined(separator: " or ")
    }
}
