import GateMessages

/// One epoch of a gate's journal as far as it is here, and what the next record is held against.
struct JournalState: Hashable, Sendable {
    /// The database's number of it.
    let seq: Int64
    let gate: String
    let epoch: JournalEpoch
    /// The last sequence number up to which nothing is missing; 0 while there is none.
    var through: Int64
    /// The hash of that record; that of the beginning while there is none.
    var hash: [UInt8]
    /// When that record was written, by the gate's clocks.
    var last: Last?
    /// The trust of the newest record that had any.
    var trust: TrustMark?
    var receivedLast: Int64
    var arrivals: ArrivalDigest

    struct Last: Hashable, Sendable {
        let wall: Int64
        let boot: [UInt8]
        let uptime: Int64
    }
}
