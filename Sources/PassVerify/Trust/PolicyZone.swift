package import PassFormat

/// One zone of a port. Its bit never changes its meaning.
package struct PolicyZone: Hashable, Sendable {
    /// As guards call it, e.g. `A`.
    package var name: WireText
    /// The place in a pass's zone mask, 0 to 63; others mean no zone at all.
    package var bit: Int
    /// Endorsements that who goes in must hold.
    package var endorsements: [WireText]

    package init(name: WireText, bit: Int, endorsements: [WireText] = []) {
        self.name = name
        self.bit = bit
        self.endorsements = endorsements
    }

    /// The zone as a mask; 0 for a bit that no mask has.
    package var mask: UInt64 { (0..<64).contains(bit) ? 1 << UInt64(bit) : 0 }
}
