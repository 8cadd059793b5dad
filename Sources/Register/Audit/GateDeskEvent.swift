import PassCrypto
import PassFormat
import StrictJSON

/// What the audit log records of the office's work with gates: numbers, codes and handles, and never what somebody wrote.
enum GateDeskEvent: Hashable, Sendable {
    case alarm(Int64, FindingKind, AlarmAct)
    /// The level of one port's gates.
    case levelSet(port: String, level: Int, reason: LevelReason)
    /// An entry of the hot list whose time is over.
    case hotListEnded(port: String, subject: [UInt8])
    /// Where a gate stands was written down anew.
    case gatePlaced(gate: String)
    /// Somebody looked at who is inside a port: how many of them were shown.
    case presenceSeen(port: String, count: Int)
    /// Somebody looked at what one record of a gate tells.
    case recordSeen(gate: String, epoch: String, sequence: Int64)

    var name: String {
        switch self {
        case .alarm(_, _, .take): "alarm-taken"
        case .alarm(_, _, .handOver): "alarm-handed-over"
        case .alarm(_, _, .note): "alarm-noted"
        case .alarm(_, _, .close): "alarm-closed"
        case .levelSet: "port-level-set"
        case .hotListEnded: "hot-list-ended"
        case .gatePlaced: "gate-placed"
        case .presenceSeen: "presence-seen"
        case .recordSeen: "gate-record-seen"
        }
    }

    var members: JSONObject {
        switch self {
        case .alarm(let number, let kind, let act):
            var members: JSONObject = ["alarm": .integer(number), "kind": .text(kind.rawValue)]
            if case .handOver(let person) = act { members["to"] = .text(person.text) }
            if case .close(let ending) = act { members["ending"] = .text(ending.rawValue) }
            return members
        case .levelSet(let port, let level, let reason):
            return ["port": .text(port), "level": .integer(Int64(level)), "reason": .text(reason.rawValue)]
        case .hotListEnded(let port, let subject): return ["port": .text(port), "subject": .text(Hex.encode(subject))]
        case .gatePlaced(let gate): return ["gate": .text(gate)]
        case .presenceSeen(let port, let count):
            return ["port": .text(port), "count": .integer(Int64(count))]
        case .recordSeen(let gate, let epoch, let sequence):
            return ["gate": .text(gate), "epoch": .text(epoch), "sequence": .integer(sequence)]
        }
    }
}
