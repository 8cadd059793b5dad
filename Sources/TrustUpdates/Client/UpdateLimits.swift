/// How much a repository may ask of a client. The numbers for metadata are python-tuf's.
package struct UpdateLimits: Hashable, Sendable {
    /// New roots in one update.
    package var rootRotations = 256
    /// Delegated roles looked at in one search.
    package var delegations = 32
    /// Work of asking which roles may speak for the paths, in one update: the bytes of each pattern times those of the
    /// path, 64 added to either. Some seconds: files within their limits could ask for hours.
    package var pathWork = 4_000_000_000
    /// Bytes of each kind of metadata.
    package var root = 512_000
    package var timestamp = 16_384
    package var snapshot = 2_000_000
    package var targets = 5_000_000
    /// Bytes of one target file.
    package var targetFile = 64 << 20
    /// Bytes of all target files that are applied together.
    package var generation = 256 << 20

    package init() {}
}
