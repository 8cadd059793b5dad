package import PassFormat

/// What the directory says of one number: enough to look its status up, and no name.
package struct DirectoryEntry: Hashable, Sendable {
    package let number: WireText
    /// The status list, and the place in it.
    package let list: UInt32
    package let index: Int
    package let kind: PassKind
    /// The zones of this port that the pass opens.
    package let zones: UInt64
    /// Seconds since 1970.
    package let notBefore: Int64
    package let expires: Int64

    package init(
        number: WireText, list: UInt32, index: Int, kind: PassKind, zones: UInt64, notBefore: Int64, expires: Int64
    ) {
        self.number = number
        self.list = list
        self.index = index
        self.kind = kind
        self.zones = zones
        self.notBefore = notBefore
        self.expires = expires
    }
}
