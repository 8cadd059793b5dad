import StrictXML

/// Reads what TPNet publishes of ships, in either shape.
///
/// Pure: bytes in, calls and oddities out. A feed is refused as a whole only when it can't be what it should be; within one, what is
/// odd costs the one field, and is told. Every ship of a feed becomes a call or an oddity that says why not.
package enum FeedReader {
    /// - Parameters:
    ///   - port: the port that was asked for; rows without one are of it.
    ///   - charset: of the server's `Content-Type`, if it named one.
    package static func read(
        _ bytes: [UInt8], port: PortCode?, charset: String? = nil, limits: FeedLimits = FeedLimits()
    ) throws(ShipFeedError) -> ShipFeed {
        let text = try FeedText(bytes, charset: charset, limits: limits)
        let builder = FeedBuilder(port: port, limits: limits, first: text.oddities)
        let ampersands: [Int]
        do {
            ampersands = try XMLReader.read(text.utf8, limits: limits.xml, bareAmpersands: .repaired) {
                builder.take($0)
            }
        } catch {
            throw ShipFeedError(error)
        }
        return try builder.finished(encoding: text.encoding, ampersands: ampersands)
    }
}
