import SQLStore

extension Register {
    /// The newest signed token of a status list; nil when there is none that is published.
    package func statusToken(_ list: Int) async throws -> [UInt8]? {
        try await engine.read { try StatusStore.publishedToken(list, $0) }
    }
}
