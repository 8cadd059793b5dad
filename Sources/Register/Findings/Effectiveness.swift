package import PassFormat
import StrictJSON

/// At which gates a revocation is in force, and since when.
package struct Effectiveness: Hashable, Sendable {
    package struct Gate: Hashable, Sendable {
        package let gate: String
        /// By the gate's own records; nil while it is not known to be in force there.
        package let since: Int64?
    }

    package let pass: PassID
    package let number: String
    package let state: PassState
    package let reason: String?
    package let changedAt: Int64
    /// The timestamp that first told of it; nil while it is not published.
    package let version: Int64?
    package let publishedAt: Int64?
    /// The gates that are enrolled, by id.
    package let gates: [Gate]

    /// One JSON object, without a newline.
    package var json: [UInt8] {
        func number(_ value: Int64?) -> JSONValue { value.map { .integer($0) } ?? .null }
        let gates = gates.map { gate in
            JSONValue.object(["gate": .text(gate.gate), "since": number(gate.since)])
        }
        return JSONWriter.compact(
            .object([
                "pass": .text(pass.hex), "number": .text(self.number), "state": .text(state.name),
                "reason": reason.map(JSONValue.text) ?? .null, "changedAt": .integer(changedAt),
                "publishedVersion": number(version), "publishedAt": number(publishedAt), "gates": .array(gates),
            ]))
    }
}
