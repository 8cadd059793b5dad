/// What the gate remembers of a pass, by its number, its id and (for a live code) its time.
package struct PassHistory: Hashable, Sendable {
    /// Where the holder is.
    package enum Presence: Hashable, Sendable {
        /// Nothing is known: never a reason for anything.
        case unknown
        case inside
        case outside
    }

    /// Where the holder of this number is, as far as this gate knows.
    package var presence: Presence
    /// Whether `presence` and `used` come from the port's shared feed. Without one, another gate may know better, and
    /// the policy's `deny` is only a `check`.
    package var isShared: Bool
    /// Whether a single visit of this number has been made.
    package var used: Bool
    /// Whether this live code (pass id and time of the code) was shown here before, longer ago than the grace of the
    /// same scan repeated.
    package var liveCodeReplayed: Bool
    /// Whether a supervisor has barred this number here.
    package var barred: Bool
    /// Whether this gate once saw the pass's place in its status list revoked: it never believes it valid again.
    package var seenRevoked: Bool

    package init(
        presence: Presence = .unknown, isShared: Bool = false, used: Bool = false, liveCodeReplayed: Bool = false,
        barred: Bool = false, seenRevoked: Bool = false
    ) {
        self.presence = presence
        self.isShared = isShared
        self.used = used
        self.liveCodeReplayed = liveCodeReplayed
        self.barred = barred
        self.seenRevoked = seenRevoked
    }

    /// A gate without memory.
    package static let unknown = PassHistory()
}
