/// What the guard is told.
///
/// The raw value is the text of the decision's `verdict` member (DESIGN section 9).
package enum Verdict: String, Hashable, Sendable, CaseIterable {
    /// Green: let them pass.
    case admit
    /// Amber: do the named thing, then confirm or refuse.
    case check
    /// Red: do not let them in.
    case deny
}
