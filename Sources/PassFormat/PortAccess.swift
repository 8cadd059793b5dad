/// The zones of one port that a pass opens.
package struct PortAccess: Hashable, Sendable {
    /// The UN/LOCODE, five upper-case letters or digits, such as `TWKEL`.
    package var port: WireText
    /// One bit a zone; what a bit means stands in the policy and never changes.
    package var zones: UInt64

    package init(port: WireText, zones: UInt64) {
        self.port = port
        self.zones = zones
    }
}
