/// One folder of a source.
struct SubfolderFetcher: RepositoryFetcher {
    private let source: any RepositoryFetcher
    private let prefix: String

    init(_ source: any RepositoryFetcher, _ prefix: String) {
        self.source = source
        self.prefix = prefix
    }

    func fetch(_ path: String, limit: Int) async throws(FetchError) -> [UInt8] {
        return try await source.fetch(prefix + path, limit: limit)
    }
}
