/// Something that stops a command, said in one plain sentence that tells the reader what to do.
package struct PlainError: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ sentence: String) {
        description = sentence
    }
}
