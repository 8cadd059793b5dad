import Foundation
import Register

/// One gate as a line of `portpass gates list`.
struct GateRow {
    static let heading = ["gate", "state", "last contact", "trust", "age", "backlog", "clock", "records"]

    let cells: [String]

    init(_ gate: GateSummary, now: Int64) {
        cells = [
            gate.gate, gate.state.rawValue, Self.time(gate.lastContact), Self.number(gate.trustVersion),
            Self.seconds(gate.trustAge(at: now)), Self.number(gate.backlog), Self.seconds(gate.clockOffset),
            String(gate.records),
        ]
    }

    private static func number(_ value: Int64?) -> String {
        guard let value else { return "-" }
        return String(value)
    }

    private static func seconds(_ value: Int64?) -> String {
        guard let value else { return "-" }
        return "\(value) s"
    }

    private static func time(_ seconds: Int64?) -> String {
        guard let seconds else { return "-" }
        return Date(timeIntervalSince1970: TimeInterval(seconds)).formatted(.iso8601)
    }
}
