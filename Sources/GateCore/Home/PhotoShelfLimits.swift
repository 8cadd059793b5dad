/// How much of its disk a gate gives to photos. Beyond that none is fetched, and the journal still has room.
package struct PhotoShelfLimits: Hashable, Sendable {
    package var count = 1_000_000
    package var bytes: Int64 = 64 << 30
    /// Bytes of the disk that stay free.
    package var reserve: Int64 = 256 << 20

    package init() {}
}
