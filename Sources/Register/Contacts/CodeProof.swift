/// What a code that somebody typed proves.
package enum CodeProof: Hashable, Sendable {
    /// That they read what is sent to this contact. Once: the code is good no more.
    case proved(Contact)
    case wrong(triesLeft: Int64)
    /// It was used, has run out, was tried too often, or another was sent after it.
    case over
}
