import TrustUpdates

/// A gate: the client with its own metadata folder, which remembers what it has seen.
final class TestGate {
    private let home: TestFolder

    init(root: [UInt8]) throws {
        home = try TestFolder()
        try TestFolder.write(root, home.path + "/root.json")
    }

    /// A whole update, every file fetched anew.
    @discardableResult
    func update(from source: any RepositoryFetcher, now: Int64) async throws -> TrustGeneration {
        let client = UpdateClient(metadataDirectory: home.path, fetcher: source, now: now)
        return try await client.update(holding: nil)
    }

    @discardableResult
    func update(from directory: String, now: Int64) async throws -> TrustGeneration {
        try await update(from: DirectoryFetcher(root: directory), now: now)
    }
}
