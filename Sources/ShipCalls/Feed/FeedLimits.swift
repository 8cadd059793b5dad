import StrictXML

/// How much of a feed is read. A port has a few hundred ships at most, of 1.5 kB each.
package struct FeedLimits: Hashable, Sendable {
    /// As it comes.
    package var bytes: Int
    package var ships: Int
    /// One field, in UTF-8. A longer one is named and left out.
    package var fieldBytes: Int
    /// How many oddities are told in full; the rest are counted.
    package var oddities: Int

    package init(bytes: Int = 8 << 20, ships: Int = 5_000, fieldBytes: Int = 300, oddities: Int = 1_000) {
        self.bytes = bytes
        self.ships = ships
        self.fieldBytes = fieldBytes
        self.oddities = oddities
    }

    /// Big5 is at most half as long again in UTF-8.
    var xml: XMLLimits {
        XMLLimits(bytes: 2 * bytes, depth: 8, elements: 64 * ships + 16, tagBytes: 256, textBytes: 8_192)
    }
}
