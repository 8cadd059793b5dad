/// What a session has of a pass.
package enum PassHolding: Hashable, Sendable {
    /// Its holder is there, or whoever acts for them.
    case proved
    /// The pass is bound to this browser.
    case kept
}
