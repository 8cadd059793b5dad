import StrictJSON

/// Money that goes back, or was to.
package struct Refund: Hashable, Sendable {
    package enum State: String, Hashable, Sendable {
        /// Somebody has begun. What stays so was cut short, and whether it happened has to be looked up.
        case asked
        case done, failed
    }

    package let id: Int64
    package let payment: Int64
    package let amount: Int64
    package let means: String
    package let state: State
    package let askedAt: Int64
    package let note: String?
    package let askedBy: Principal
    package let endedAt: Int64?
    package let endedBy: Principal?

    /// One JSON object, without a newline.
    package var json: [UInt8] {
        var members: JSONObject = [
            "refund": .integer(id), "payment": .integer(payment), "amount": .integer(amount), "means": .text(means),
            "state": .text(state.rawValue), "askedAt": .integer(askedAt),
        ]
        members["note"] = note.map { .text($0) }
        return JSONWriter.compact(.object(members))
    }
}
