import PassCrypto
import PassFormat
import SQLStore
import StrictJSON

/// The keys as the log tells them: one whose state was changed by hand, such as a condemned one made good again, shows as a
/// difference.
struct KeyReplay: TableReplay {
    private var states: [Place: RegisterKey.State] = [:]

    private struct Place: Hashable {
        let id: String
        let use: String
    }

    mutating func apply(_ event: String, _ members: JSONObject) -> Bool {
        let state: RegisterKey.State
        switch event {
        case "key-added", "key-used": state = .current
        case "key-announced": state = .announced
        case "key-retired": state = .retired
        case "key-ended": state = .ended
        case "key-compromised": state = .compromised
        default: return true
        }
        guard case .string(let id)? = members["key"], case .string(let use)? = members["use"] else { return false }
        states[Place(id: id.string, use: use.string)] = state
        return true
    }

    func compare(with database: any SQLReading) throws -> [AuditProblem] {
        var left = states
        var problems: [AuditProblem] = []
        for key in try KeyStore.all(database) {
            let known = left.removeValue(forKey: Place(id: key.id.hex, use: key.use.rawValue))
            guard known != key.state else { continue }
            problems.append(
                AuditProblem(
                    record: nil,
                    "the key \(key.id.hex) is \(key.state.rawValue) in the register, but \(known?.rawValue ?? "unknown") by the log"
                ))
        }
        if !left.isEmpty {
            problems.append(AuditProblem(record: nil, "\(left.count) keys of the log are not in the register"))
        }
        return problems
    }
}
