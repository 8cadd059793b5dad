/// How far a gate's clocks may disagree before it says so (DESIGN section 5, "Clock").
package enum ClockLimits {
    /// Seconds that an accepted `issued` may lie ahead of what the gate knows for certain.
    package static let lead: Int64 = 86_400
    /// Seconds by which the wall clock may lie below the floor: the service's clock is not the gate's.
    package static let belowFloor: Int64 = 60
    /// Seconds by which the wall clock may run apart from the time since boot, and one in so many more as time goes by: a
    /// cheap crystal drifts 100 in a million, network time steps a little.
    package static let drift: Int64 = 60
    package static let driftPart: Int64 = 2_000
    /// Seconds that a machine may plausibly have been switched off. After more than that everything would be denied for the
    /// age of its trust anyway.
    package static let longestOff: Int64 = 7 * 86_400
    /// Seconds after `issued` at which a timestamp that was just fetched shows that the wall clock is right: it is signed
    /// anew every ten minutes.
    package static let fresh: Int64 = 900
}
