package import PassVerify

/// Something that all gates of a port are told at once: a level, or that the hot list changed.
package struct PortOrder: Hashable, Sendable {
    package enum Content: Hashable, Sendable {
        case level(SecurityLevel)
        /// The keyed hash of the entry that was added or taken off.
        case hotList(subject: [UInt8])
    }

    /// Counts up.
    package let place: Int64
    package let port: String
    package let content: Content
    package let reason: LevelReason?
    /// In somebody's words.
    package let note: String?
    package let madeBy: Principal
    package let madeAt: Int64
    /// The timestamp that first told of it; nil while it is not published.
    package let version: Int64?
    package let publishedAt: Int64?
}

/// At which gates an order is in force.
package struct OrderReach: Hashable, Sendable {
    package let order: PortOrder
    /// The port's gates that are enrolled, by id.
    package let gates: [Effectiveness.Gate]

    package var effective: Int { gates.count { $0.since != nil } }
    package var isEverywhere: Bool { order.version != nil && effective == gates.count }
}

/// The level of a port, and what set it.
package struct PortLevel: Hashable, Sendable {
    package let port: SeedPort
    package let level: SecurityLevel
    /// Nil where it never changed.
    package let order: PortOrder?
}
