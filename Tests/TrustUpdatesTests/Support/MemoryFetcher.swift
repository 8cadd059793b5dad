import Synchronization
import TrustUpdates

/// Serves files from memory and keeps what was asked.
final class MemoryFetcher: RepositoryFetcher {
    let files: [String: [UInt8]]
    private let failures: [String: FetchError]
    private let ignoresLimit: Bool
    private let log = Mutex<[String]>([])

    init(_ files: [String: [UInt8]], failing failures: [String: FetchError] = [:], ignoresLimit: Bool = false) {
        self.files = files
        self.failures = failures
        self.ignoresLimit = ignoresLimit
    }

    var requests: [String] { log.withLock { $0 } }

    func fetch(_ path: String, limit: Int) async throws(FetchError) -> [UInt8] {
        log.withLock { $0.append(path) }
        if let failure = failures[path] { throw failure }
        guard let bytes = files[path] else { throw .notFound }
        guard ignoresLimit || bytes.count <= limit else { throw .tooLarge }
        return bytes
    }
}
