import Identifiers
import SQLStore
import StrictJSON

/// Calls as the log tells them: an entry that was changed, made or taken away by hand shows as a difference.
struct CallReplay: TableReplay {
    private struct Name: Hashable {
        let day: String
        let line: String
        let revision: Int64
    }

    private var entries: [Name: CallFigures] = [:]

    mutating func apply(_ event: String, _ members: JSONObject) -> Bool {
        guard event == CallEvent.name else { return true }
        func integer(_ name: ExactText) -> Int64? {
            if case .integer(let number)? = members[name] { number } else { nil }
        }
        guard case .string(let day)? = members["day"], case .string(let line)? = members["line"],
            let revision = integer("revision"), let came = integer("came"), let answered = integer("answered"),
            let inTime = integer("inTime"), let callbacks = integer("callbacks")
        else { return false }
        entries[Name(day: day.string, line: line.string, revision: revision)] = CallFigures(
            came: came, answered: answered, inTime: inTime, callbacks: callbacks)
        return true
    }

    func compare(with database: any SQLReading) throws -> [AuditProblem] {
        var problems: [AuditProblem] = []
        var count = 0
        try CallStore.forEach(database) { tally in
            count += 1
            let day = DateText.iso(tally.day)
            let name = Name(day: day, line: tally.line.text, revision: tally.revision)
            if entries[name] != tally.figures {
                problems.append(
                    AuditProblem(
                        record: nil,
                        "the calls of \(day) (\(tally.line.text), entry \(tally.revision)) are not what the log says"))
            }
        }
        if count < entries.count {
            problems.append(
                AuditProblem(record: nil, "\(entries.count - count) entries of calls are not in the register"))
        }
        return problems
    }
}
