/// Which way a barrier lets somebody through; the words are those of the gate's own directions.
package enum BarrierDirection: String, Hashable, Sendable, CaseIterable {
    /// Into the port.
    case entry = "in"
    /// Out of the port.
    case exit = "out"

    /// Whether the barrier opens on a decision.
    ///
    /// The way in opens only for what is written down: who is let in unseen can't be found afterwards. The way out opens also
    /// when the journal could not be written: a full disk keeps nobody inside.
    ///
    /// - Parameters:
    ///   - isAdmitted: The gate, or the guard with a reason, lets this one through.
    ///   - isRecorded: The decision is on the disk.
    package func opens(isAdmitted: Bool, isRecorded: Bool) -> Bool {
        isAdmitted && (isRecorded || self == .exit)
    }
}
