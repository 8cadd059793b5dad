/// Where a pass's status stands (claim 65535): an entry of a published list.
package struct StatusReference: Hashable, Sendable {
    /// The entry, from 0.
    package var index: Int
    /// The list, which is also the `sub` of its token.
    package var uri: WireText

    package init(index: Int, uri: WireText) {
        self.index = index
        self.uri = uri
    }
}
