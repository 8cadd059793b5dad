import GateMessages
import PassCrypto
import PassFormat
import StrictJSON

/// How far a gate's journal was here at some moment, as the audit log holds it: whoever shortens the journal later, or changes when
/// its records came, contradicts a signed check point.
struct JournalEnd: Hashable, Sendable {
    struct Name: Hashable, Sendable {
        let gate: String
        let epoch: JournalEpoch

        var text: String { "\(gate)/\(epoch.hex)" }
    }

    let name: Name
    let through: Int64
    /// The hash of the record in that place.
    let hash: [UInt8]
    let arrivals: ArrivalDigest

    init(_ name: Name, through: Int64, hash: [UInt8], arrivals: ArrivalDigest) {
        self.name = name
        self.through = through
        self.hash = hash
        self.arrivals = arrivals
    }

    var json: JSONValue {
        .object([
            "gate": .text(name.gate), "epoch": .text(name.epoch.hex), "through": .integer(through),
            "sha256": .text(Hex.encode(hash)), "arrivals": .text(Hex.encode(arrivals.bytes)),
        ])
    }

    /// Nil for what was not written by ``json``.
    init?(_ value: JSONValue) {
        guard case .object(let members) = value else { return nil }
        func text(_ name: ExactText) -> String? {
            if case .string(let text)? = members[name] { text.string } else { nil }
        }
        guard let gate = text("gate"), let epoch = text("epoch").flatMap({ JournalEpoch(hex: $0) }),
            case .integer(let through)? = members["through"], let hash = text("sha256").flatMap({ Hex.decode($0) }),
            let arrivals = text("arrivals").flatMap({ Hex.decode($0) })
        else { return nil }
        self.init(
            Name(gate: gate, epoch: epoch), through: through, hash: hash, arrivals: ArrivalDigest(bytes: arrivals))
    }
}
