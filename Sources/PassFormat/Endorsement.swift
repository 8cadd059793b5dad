/// A qualification with its own end, such as `DG` for dangerous goods.
package struct Endorsement: Hashable, Sendable {
    package var name: WireText
    /// Seconds since 1970; good before this moment.
    package var expires: Int64

    package init(name: WireText, expires: Int64) {
        self.name = name
        self.expires = expires
    }
}
