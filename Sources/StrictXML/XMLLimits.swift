/// How much of a document is read. All of it is looked at before the parser sees, and so before it keeps, anything.
package struct XMLLimits: Hashable, Sendable {
    /// The document, in UTF-8.
    package var bytes: Int
    /// Elements within each other.
    package var depth: Int
    package var elements: Int
    /// One tag from `<` to `>`. An attribute takes at least five bytes, so this bounds their number too.
    package var tagBytes: Int
    /// The text directly within one element.
    package var textBytes: Int

    package init(bytes: Int, depth: Int, elements: Int, tagBytes: Int, textBytes: Int) {
        self.bytes = bytes
        self.depth = depth
        self.elements = elements
        self.tagBytes = tagBytes
        self.textBytes = textBytes
    }
}
