/// Where a repository's files come from.
package protocol RepositoryFetcher: Sendable {
    /// The bytes at `path`, relative and with `/` between its parts, e.g. `metadata/timestamp.json`.
    ///
    /// - Parameter limit: No more bytes than these are ever read or kept.
    func fetch(_ path: String, limit: Int) async throws(FetchError) -> [UInt8]
}
