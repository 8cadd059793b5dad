/// What a web server answered.
package enum HTTPAnswer: Hashable, Sendable {
    /// The file, and the entity tag to ask with next time.
    case content([UInt8], tag: String?)
    /// The file is the one whose tag was sent.
    case unchanged
}
