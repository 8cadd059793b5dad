/// What finishing a restored register came to: for whoever restored it, and for the audit log.
package struct RestoreOutcome: Hashable, Sendable {
    /// When the backup was made, and when what is public was signed; seconds since 1970.
    package var madeAt: Int64 = 0
    package var publicIssued: Int64 = 0
    package var publicHasExpired = false
    /// Records of the audit log in the backup, and by the newest public check point: those between are lost.
    package var auditSize: Int64 = 0
    package var publicAuditSize: Int64 = 0
    /// Passes of the register that are revoked, superseded or suspended in public, and active in the backup.
    package var revoked = 0
    package var superseded = 0
    package var suspended = 0
    /// Reissues that took their predecessor's place after the backup.
    package var activated = 0
    /// Passes that were issued after the backup and that the register knows by their places only.
    package var lostPasses = 0
    /// Those of them that are not valid in public.
    package var lostMarks = 0
    /// No more passes than these can have been issued after the backup: each costs the log a record.
    package var mostLostPasses: Int64 = 0
    package var closedLists: [Int] = []
    package var openedList = 0
    /// Keys that were made after the backup, and that were compromised.
    package var keysAdded = 0
    package var keysCompromised = 0
    /// Gates that have the keys of their port's lists no more.
    package var gatesRevoked: [String] = []
    package var level = 0
    /// Whether the published policy is another than the seeds make: newer seeds have to be brought.
    package var policyDiffers = false
    /// Sessions and codes of the backup that were ended.
    package var sessionsEnded = 0
    /// People who were erased after the backup and were erased again.
    package var erasedAgain = 0

    package init() {}
}
