/// How old the gate's trust may be, in seconds: each bound is the last age that is still good.
///
/// Follows 33 CFR 101.525 in spirit (7 days at level 1, 1 day at levels 2 and 3); the numbers come from the policy.
package struct StalenessBands: Hashable, Sendable {
    /// Older than this is a banner at the gate.
    package var noteAfter: Int64
    /// Older than this is a check of the identity document.
    package var checkAfter: Int64
    /// Older than this is refused.
    package var denyAfter: Int64

    package init(noteAfter: Int64, checkAfter: Int64, denyAfter: Int64) {
        self.noteAfter = noteAfter
        self.checkAfter = checkAfter
        self.denyAfter = denyAfter
    }

    /// What an age of `age` seconds does; `nil` while it is fresh.
    func effect(atAge age: Int64) -> Effect? {
        if age > denyAfter { return .deny }
        if age > checkAfter { return .check }
        if age > noteAfter { return .note }
        return nil
    }
}
