import Foundation
import Synchronization
package import TrustUpdates

/// The metadata folder of a gate, removed at the end.
package final class SpecimenGate: Sendable {
    private let folder: String
    private static let count = Atomic(0)
    /// In memory where there is such a place: an update syncs every file it writes.
    private static let parent =
        FileManager.default.isWritableFile(atPath: "/dev/shm") ? "/dev/shm/" : NSTemporaryDirectory()

    /// - Parameter metadata: Files to begin with; the root has no version in its name.
    package init(_ metadata: [String: [UInt8]]) throws {
        let number = Self.count.add(1, ordering: .relaxed).newValue
        folder = "\(Self.parent)portpass-hostile-\(ProcessInfo.processInfo.processIdentifier)-\(number)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for (name, bytes) in metadata { try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/\(name)")) }
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// A gate that has seen nothing but its root.
    package convenience init(root: [UInt8]) throws {
        try self.init(["root.json": root])
    }

    /// One full update, at the moment at which the specimens are good.
    package func update(
        _ fetcher: SpecimenFetcher, holding held: TrustGeneration? = nil
    ) async throws(UpdateError) -> TrustGeneration {
        try await client(fetcher).update(holding: held)
    }

    func client(_ fetcher: SpecimenFetcher) -> UpdateClient {
        UpdateClient(metadataDirectory: folder, fetcher: fetcher, now: SpecimenRepository.now)
    }

    /// Every stored file.
    func stored() throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            files[name] = FileManager.default.contents(atPath: "\(folder)/\(name)").map(Array.init)
        }
        return files
    }
}
