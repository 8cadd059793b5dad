/// There was no reply to the end: one sentence, in libcurl's words.
package struct WebFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }
}
