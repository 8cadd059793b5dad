/// What time it is, and how far the gate believes it.
package struct GateClock: Hashable, Sendable {
    /// Seconds since 1970.
    package let now: Int64
    /// Whether the wall clock contradicts what the gate knows (DESIGN section 5, "Clock"). Denials that rest on the
    /// clock are then checks, and the decision carries the note `clock-suspect`.
    package let isSuspect: Bool

    package init(now: Int64, isSuspect: Bool) {
        self.now = now
        self.isSuspect = isSuspect
    }
}
