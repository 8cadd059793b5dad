/// What staff do to a pass. The raw value is the command's name.
package enum PassAct: String, Hashable, Sendable, CaseIterable {
    case suspend, reinstate, revoke
    /// A reissue takes the pass's place.
    case supersede
    /// A waiting reissue takes its predecessor's place.
    case activate
}
