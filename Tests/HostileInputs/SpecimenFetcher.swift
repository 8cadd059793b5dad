package import TrustUpdates

/// Serves a repository from memory. It answers for any version and any hash of a file that it has, as a hostile source
/// would.
package struct SpecimenFetcher: RepositoryFetcher {
    private let metadata: [String: [UInt8]]
    private let targets: [String: [UInt8]]

    package init(_ repository: SpecimenRepository) {
        self.init(metadata: repository.metadata, targets: repository.targets)
    }

    /// - Parameters:
    ///   - metadata: By name: roots with their version, the others without.
    ///   - targets: By path.
    package init(metadata: [String: [UInt8]], targets: [String: [UInt8]]) {
        self.metadata = metadata
        self.targets = targets
    }

    package func fetch(_ path: String, limit: Int) async throws(FetchError) -> [UInt8] {
        guard let bytes = content(path) else { throw .notFound }
        guard bytes.count <= limit else { throw .tooLarge }
        return bytes
    }

    private func content(_ path: String) -> [UInt8]? {
        var parts = path.split(separator: "/").map(String.init)
        guard parts.count > 1, let name = parts.popLast(), let dot = name.firstIndex(of: ".") else { return nil }
        let folder = parts.removeFirst()
        let plain = String(name[name.index(after: dot)...])
        if folder == "metadata" { return metadata[name] ?? metadata[plain] }
        return targets[(parts + [plain]).joined(separator: "/")]
    }
}
