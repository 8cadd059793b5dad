import Foundation
import StrictJSON
import TrustUpdates

/// A client's folder, removed at the end.
final class TestGate: Sendable {
    let folder: String

    /// Begins from `root`; from nothing when there is none.
    init(root: [UInt8]?) throws {
        folder = NSTemporaryDirectory() + "trust-updates-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        if let root { try write("root.json", root) }
    }

    convenience init(_ repository: TestRepository) throws {
        try self.init(root: repository.firstRoot)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    func client(
        _ fetcher: some RepositoryFetcher, now: Int64 = TestRepository.start, limits: UpdateLimits = UpdateLimits()
    ) -> UpdateClient {
        UpdateClient(metadataDirectory: folder, fetcher: fetcher, now: now, limits: limits)
    }

    /// One update; `nil` when it succeeds, else why it was refused.
    @discardableResult
    func refresh(
        _ repository: TestRepository, now: Int64 = TestRepository.start, limits: UpdateLimits = UpdateLimits()
    ) async -> UpdateError.Code? {
        await refusal {
            () async throws(UpdateError) in
            try await client(MemoryFetcher(repository.files), now: now, limits: limits).refresh()
        }
    }

    /// One download in an update of its own.
    func download(
        _ path: ExactText, _ repository: TestRepository, now: Int64 = TestRepository.start
    ) async throws(UpdateError) -> [UInt8] {
        try await client(MemoryFetcher(repository.files), now: now).download(path)
    }

    /// One full update.
    func update(
        _ repository: TestRepository, holding held: TrustGeneration? = nil, now: Int64 = TestRepository.start,
        limits: UpdateLimits = UpdateLimits()
    ) async throws(UpdateError) -> TrustGeneration {
        try await client(MemoryFetcher(repository.files), now: now, limits: limits).update(holding: held)
    }

    /// A stored file.
    func stored(_ name: String) -> [UInt8]? {
        FileManager.default.contents(atPath: "\(folder)/\(name)").map(Array.init)
    }

    /// The version of a stored role.
    func version(_ role: String) -> Int? {
        guard let bytes = stored("\(role).json"), let json = try? JSONReader.read(bytes),
            case .integer(let version) = json["signed"]?["version"]
        else { return nil }
        return Int(version)
    }

    func write(_ name: String, _ bytes: [UInt8]) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    }

    var names: Set<String> {
        Set((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
    }
}

/// The code of the error that `body` throws; `nil` when it throws none.
func refusal(_ body: () async throws(UpdateError) -> Void) async -> UpdateError.Code? {
    do throws(UpdateError) {
        try await body()
        return nil
    } catch {
        return error.code
    }
}
