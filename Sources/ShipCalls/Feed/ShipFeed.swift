/// What was read of one feed.
package struct ShipFeed: Hashable, Sendable {
    package let shape: FeedShape
    package let encoding: FeedEncoding
    /// How many ships the feed has. All but those told as `unidentifiable` or `missing-port` are among the calls.
    package let rows: Int
    /// In the order of the feed, also those that stand there twice.
    package let calls: [ShipCall]
    /// Those of the encoding, those of the rows as they were read, then bare ampersands.
    package let oddities: [FeedOddity]
    /// Oddities beyond the limit, which are only counted.
    package let furtherOddities: Int
}
