package import PassFormat

/// One port and its zones.
package struct PolicyPort: Hashable, Sendable {
    /// UN/LOCODE, e.g. `TWKEL`: the key of a pass's access map.
    package var id: WireText
    /// For people, e.g. `基隆港`.
    package var name: WireText
    package var zones: [PolicyZone]

    package init(id: WireText, name: WireText, zones: [PolicyZone]) {
        self.id = id
        self.name = name
        self.zones = zones
    }

    /// The name of the zone of one bit, `nil` when this policy has none.
    package func zone(bit: Int) -> PolicyZone? { zones.first { $0.bit == bit } }

    /// The zone of a name.
    package func zone(named name: WireText) -> PolicyZone? { zones.first { $0.name == name } }
}
