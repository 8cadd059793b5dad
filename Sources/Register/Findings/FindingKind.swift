/// What the service finds in the journals of its gates. The raw value is stored and printed; it never changes its meaning.
package enum FindingKind: String, Hashable, Sendable, CaseIterable {
    /// A number went in at two gates and did not come out in between.
    case insideTwice = "inside-twice"
    /// A gate admitted a pass although the trust it had said that it is not good.
    case admittedAfterRevocation = "admitted-after-revocation"
    /// A gate admitted a pass that was no longer good, before it could know.
    case exposure
    case trustBackwards = "trust-backwards"
    /// Records that are missing.
    case gap
    /// Two records of one gate in one place.
    case fork
    case clock
    /// Something that a gate raised itself: its code says what.
    case gateAlarm = "gate-alarm"
    /// A journal begun anew without saying why, or going on from where it can't.
    case newEpoch = "new-epoch"
    /// A gate kept a checkpoint of the audit log that the log here contradicts: somebody rewrote it.
    case auditContradicted = "audit-contradicted"
    /// A gate whose home is older than what it has sent: a backup was put back.
    case restored
    /// A gate goes by trust that is older than its policy likes, at its port's level.
    case stale

    package enum Severity: String, Hashable, Sendable {
        /// Somebody looks now.
        case alarm
        /// Somebody looks in working hours.
        case warning
        /// Kept for whoever asks.
        case record
    }

    /// The database has a list of those that are only kept: in its index, and in ``AlarmStore``.
    package var severity: Severity {
        switch self {
        case .insideTwice, .admittedAfterRevocation, .trustBackwards, .fork, .gateAlarm, .auditContradicted, .stale:
            .alarm
        case .gap, .clock, .newEpoch: .warning
        case .exposure, .restored: .record
        }
    }
}
