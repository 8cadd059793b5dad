import SQLStore

extension Register {
    /// Findings in the order they were made.
    /// - Parameter place: where to go on; 0 for the first.
    package func findings(after place: Int64 = 0, limit: Int = 1_000) async throws -> [StoredFinding] {
        try await engine.read { try FindingStore.page(after: place, limit: limit, $0) }
    }
}
