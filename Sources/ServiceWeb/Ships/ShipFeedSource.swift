package import ShipCalls

/// A feed of ships that is fetched.
package struct ShipFeedSource: Hashable, Sendable {
    /// The feed's name at its port.
    package let name: String
    package let port: PortCode
    package let address: String
    /// A feed without ships says that there are none.
    package let acceptsEmpty: Bool
}
