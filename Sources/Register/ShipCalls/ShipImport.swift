package import ShipCalls

/// A feed of ships as it came.
package struct ShipFeedBytes: Hashable, Sendable {
    /// Which of the port's feeds it is: one takes the place of the one before of its name.
    package let name: String
    package let bytes: [UInt8]
    /// What the server said of its encoding.
    package let charset: String?
    /// One without ships is taken as one that says there are none.
    package let acceptsEmpty: Bool

    package init(name: String, bytes: [UInt8], charset: String? = nil, acceptsEmpty: Bool = false) {
        self.name = name
        self.bytes = bytes
        self.charset = charset
        self.acceptsEmpty = acceptsEmpty
    }
}

/// What became of feeds that were handed in together.
package struct ShipImport: Hashable, Sendable {
    package enum Outcome: Hashable, Sendable {
        case taken(rows: Int, calls: Int, oddities: [FeedOddity], further: Int)
        /// Byte for byte the one that is there.
        case unchanged
        /// Not taken: what was known before stays. The code, and one sentence.
        case refused(code: String, String)
    }

    package struct Feed: Hashable, Sendable {
        package let name: String
        package let outcome: Outcome
    }

    package let feeds: [Feed]
    package let changes: [CallChange]
}

/// What the register knows of a port's ships.
package struct PortShips: Hashable, Sendable {
    package let snapshot: ShipSnapshot
    /// As old as the oldest of the feeds it is made of; nil without any.
    package let asOf: Int64?
}

/// A change that was recorded.
package struct RecordedShipChange: Hashable, Sendable {
    package let at: Int64
    package let kind: String
    package let call: ShipCall
    /// Times before and after, where a time changed.
    package let from: Int64?
    package let to: Int64?
}
