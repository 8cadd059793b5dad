import StrictJSON

/// How a gate of the policy stands, for `portpass gates list`.
package struct GateSummary: Hashable, Sendable {
    package enum State: String, Hashable, Sendable {
        /// Neither enrolled nor about to be.
        case absent
        /// A code waits for a kiosk.
        case invited
        case enrolled
        case revoked
    }

    package let gate: String
    package let port: String?
    package let state: State
    package let enrolledAt: Int64?
    /// When it last sent something that was verified, by the service's clock.
    package let lastContact: Int64?
    /// The trust its newest record was written under.
    package let trustVersion: Int64?
    package let trustIssued: Int64?
    /// Records it said it has still to send; nil when it never said.
    package let backlog: Int64?
    /// Seconds its clock is ahead of the service's, as far as its uploads show it.
    package let clockOffset: Int64?
    /// Records held, in all its epochs.
    package let records: Int64

    /// Seconds since the gate's trust was published.
    package func trustAge(at now: Int64) -> Int64? { trustIssued.map { max(0, now - $0) } }

    /// One JSON object, without a newline.
    package func json(at now: Int64) -> [UInt8] {
        func number(_ value: Int64?) -> JSONValue { value.map { .integer($0) } ?? .null }
        return JSONWriter.compact(
            .object([
                "gate": .text(gate), "port": port.map(JSONValue.text) ?? .null, "state": .text(state.rawValue),
                "enrolledAt": number(enrolledAt), "lastContact": number(lastContact),
                "trustVersion": number(trustVersion), "trustAge": number(trustAge(at: now)),
                "backlog": number(backlog), "clockOffset": number(clockOffset), "records": .integer(records),
            ]))
    }
}
