import PassFormat
import SQLStore

// Finding a pass by whatever somebody says of it.
extension Register {
    private static let indexedAtOnce = 2_000

    /// Takes in what was released since, so that a search finds the pass of a minute ago.
    package func indexPasses() async throws {
        guard try await !engine.read({ try PassIndexStore.isComplete($0) }) else { return }
        while try await engine.write({ try PassIndexStore.takeIn(limit: Self.indexedAtOnce, $0) }) {}
    }

    /// Passes that a text may mean: a number, a name or a part of one, a plate, the last four of an identity document, a company.
    /// The newest first; whole words before beginnings.
    package func findPasses(_ typed: String, limit: Int = 50) async throws -> [PassSummary] {
        let text = PassSearchTerm.spelling(typed)
        guard !text.isEmpty, text.utf8.count <= 120 else { return [] }
        try await indexPasses()
        return try await engine.read { [self] database in
            var seqs: [Int64] = []
            var seen: Set<Int64> = []
            if let id = PassID(hex: typed.lowercased()), let row = try PassStore.pass(id, database) {
                seqs.append(row.seq)
                seen.insert(row.seq)
            }
            for kind in PassSearchTerm.Kind.allCases where kind != .hint || text.utf8.count == 4 {
                for seq in try PassIndexStore.passes(kind, beginning: text, limit: limit, database)
                where seen.insert(seq).inserted {
                    seqs.append(seq)
                }
            }
            let rows = try seqs.prefix(limit).compactMap { try PassStore.pass(seq: $0, database) }
            return try summaries(rows, database)
        }
    }
}
