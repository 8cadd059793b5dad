import Foundation
import SQLStore
import TrustUpdates

/// Keeps every file that was fetched, under its own path: what a client asks for is what makes up the repository.
struct KeepingFetcher: RepositoryFetcher {
    private let source: any RepositoryFetcher
    private let folder: String

    init(_ source: any RepositoryFetcher, folder: String) {
        self.source = source
        self.folder = folder
    }

    func fetch(_ path: String, limit: Int) async throws(FetchError) -> [UInt8] {
        let bytes = try await source.fetch(path, limit: limit)
        try keep(bytes, path)
        return bytes
    }

    @inline(never)
    private func keep(_ bytes: [UInt8], _ path: String) throws(FetchError) {
        guard BackupPath.isPlain("\(BackupPath.repository)/\(path)") else {
            throw .failed("its name is not a plain path")
        }
        let place = "\(folder)/\(path)"
        do {
            try FileManager.default.createDirectory(
                atPath: DurableFile.folder(of: place), withIntermediateDirectories: true)
            try DurableFile.replace(place, with: bytes)
        } catch {
            throw .failed(String(describing: error))
        }
    }
}
