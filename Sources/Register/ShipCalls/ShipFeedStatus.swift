package import ShipCalls

/// How one feed of a port stands.
package struct ShipFeedStatus: Hashable, Sendable {
    package let port: PortCode
    package let name: String
    /// Seconds since 1970: when it was last handed in, good or not.
    package let triedAt: Int64
    /// When it was last good; what is known of ships is of then. Nil when it never was.
    package let readAt: Int64?
    /// Ships in the last good one, and oddities.
    package let rows: Int
    package let oddities: Int
    /// Why the last one was not taken (``ShipFeedError/Code``, `no-ships`, `mostly-unusable`), and since when none was.
    package let fault: String?
    package let faultSince: Int64?
}

/// Something about feeds of ships that somebody should look at.
package struct ShipAlarm: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Nothing good came for too long: what is shown is old.
        case silent
        /// The last one was not taken.
        case refused
        /// More than one ship in five is odd.
        case odd
    }

    package let kind: Kind
    package let feed: ShipFeedStatus
}

extension ShipFeedStatus {
    /// Three feeds that did not come.
    package static let longestSilence: Int64 = 30 * 60

    /// - Parameter now: seconds since 1970.
    package func alarms(now: Int64) -> [ShipAlarm] {
        var kinds: [ShipAlarm.Kind] = []
        if now - (readAt ?? faultSince ?? triedAt) > Self.longestSilence { kinds.append(.silent) }
        if fault != nil { kinds.append(.refused) }
        if oddities * 5 > rows, rows > 0 { kinds.append(.odd) }
        return kinds.map { ShipAlarm(kind: $0, feed: self) }
    }
}
