/// One reader of bytes from outside, as the fuzzer and the tests feed it.
///
/// Whatever the bytes are, `feed` comes back: no trap, no endless loop, bounded memory. What must hold beyond that
/// (what was decoded encodes to the same bytes, say) it says by throwing a `Violation`.
///
/// Readers of the same bytes are fed together, as one: each gets ten minutes of every long run of the fuzzer.
package struct HostileInput: Sendable, CustomStringConvertible {
    /// The reader's name, as `scripts/fuzz` takes it, and the folder of its kept cases.
    package let name: String
    /// Inputs that the reader accepts, to mutate from.
    package let seeds: @Sendable () -> [[UInt8]]
    /// How much one input costs beside one of the cheapest reader: a test feeds so many times fewer.
    package let cost: Int
    /// Gives the reader these bytes.
    package let feed: @Sendable ([UInt8]) async throws -> Void

    package init(
        _ name: String, cost: Int = 1, seeds: @escaping @Sendable () -> [[UInt8]],
        feed: @escaping @Sendable ([UInt8]) async throws -> Void
    ) {
        self.name = name
        self.cost = cost
        self.seeds = seeds
        self.feed = feed
    }

    package var description: String { name }

    /// Every reader.
    package static let all = [
        text, cbor, statusList, passSignedAgain, liveCodeSignedAgain, statusTokenSignedAgain, trustFiles, keyFiles,
        picture,
        metadata, updateSignedAgain, record, seeds, message, sealedLists, devices, identifiers, tables, payments,
        contact, shipFeed, windowReply,
    ]
}
