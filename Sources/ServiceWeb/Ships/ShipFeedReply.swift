package import Register

/// What came of fetching a feed.
package enum ShipFeedReply: Hashable, Sendable {
    /// - Parameter charset: what the server said of its encoding.
    case came([UInt8], charset: String?)
    case failed(ShipFeedFailure)

    /// Asks an address for a feed.
    package typealias Fetch = @Sendable (_ address: String) async -> ShipFeedReply
}
