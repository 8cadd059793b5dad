package enum PresenceState: Int64, Hashable, Sendable {
    case outside = 0
    case inside = 1
    /// A single visit that has been made: outside, for good.
    case used = 2
}
