/// To whom a code is sent.
package enum CodeTarget: Hashable, Sendable {
    /// To what a person typed, known or not.
    case contact(Contact)
    /// To what is on file for something that a person named, an application's number say. There may be no such thing, or nothing
    /// on file: then as much is done, and nothing is sent.
    case onFile(Contact?, asked: String)
}
