/// What came of an act on something that somebody wrote.
package enum OpinionChange: Hashable, Sendable {
    case changed
    /// Nothing changed.
    case refused([Fault])
    /// Not where it stands now.
    case impossible(OpinionState)
    /// Who made the decision that it is about does not answer it.
    case needsAnother
}
