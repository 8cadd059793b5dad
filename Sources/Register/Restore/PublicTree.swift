import Foundation
import SQLStore
import TrustPublishing
import TrustUpdates

/// What a restored register finds in public: fetched and verified as a gate does, and kept as files, so that publishing goes on
/// from there.
struct PublicTree: Sendable {
    /// Bytes of all targets together; a large directory has more than a gate would take at once.
    private static let sizeLimit = 4 << 30

    /// Holds `metadata/` and `targets/`.
    let folder: String
    let contents: RepositoryContents
    /// Targets by path.
    let files: [String: [UInt8]]
    /// Whether some of it had expired. What is old may be the newest there is, and is taken over all the same.
    let hasExpired: Bool

    /// - Parameters:
    ///   - folder: empty or missing; removed again by whoever has no use for it.
    ///   - repository: the restored register's own, whose newest root is what trust begins with.
    /// - Throws: ``RegisterError`` with code `badPublic`; `StoreError`.
    static func fetch(
        _ source: any RepositoryFetcher, into folder: String, trusting repository: String, now: Int64
    ) async throws -> PublicTree {
        let client = "\(folder)/client"
        for path in ["\(folder)/metadata", "\(folder)/targets", client] {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        }
        let root = try copyRoots(of: repository, into: "\(folder)/metadata")
        try DurableFile.replace("\(client)/root.json", with: root)
        let keeper = KeepingFetcher(source, folder: folder)
        var time = now
        var (files, refusal) = try await update(client, keeper, at: time)
        if refusal?.code == .expired, let issued = try await issued(by: keeper, client), issued < now {
            // When it was signed nothing of it had expired.
            time = issued
            (files, refusal) = try await update(client, keeper, at: time)
        }
        if let refusal { throw RegisterError.badPublic(refusal.description) }
        try FileManager.default.removeItem(atPath: client)
        guard let contents = try PublishedRepository.inspect(folder) else {
            throw RegisterError.badPublic("there is nothing")
        }
        return PublicTree(folder: folder, contents: contents, files: files, hasExpired: time < now)
    }

    /// - Returns: the newest.
    private static func copyRoots(of repository: String, into metadata: String) throws -> [UInt8] {
        var newest: [UInt8]?
        var version = 1
        while let root = FileManager.default.contents(atPath: "\(repository)/metadata/\(version).root.json") {
            newest = [UInt8](root)
            try DurableFile.replace("\(metadata)/\(version).root.json", with: [UInt8](root))
            version += 1
        }
        guard let newest else { throw RegisterError.badPublic("the backup has no root to begin with") }
        return newest
    }

    private static func update(
        _ client: String, _ keeper: KeepingFetcher, at time: Int64
    ) async throws -> ([String: [UInt8]], UpdateError?) {
        var limits = UpdateLimits()
        limits.generation = sizeLimit
        let updater = UpdateClient(metadataDirectory: client, fetcher: keeper, now: time, limits: limits)
        do throws(UpdateError) {
            return (try await updater.update(holding: nil).files, nil)
        } catch {
            return ([:], error)
        }
    }

    /// When the timestamp there was signed, by a key of the newest root that the client has come to.
    private static func issued(by keeper: KeepingFetcher, _ client: String) async throws -> Int64? {
        guard let root = FileManager.default.contents(atPath: "\(client)/root.json") else { return nil }
        let timestamp = try await keeper.fetch("metadata/timestamp.json", limit: UpdateLimits().timestamp)
        return TrustedRoot.timestamp(timestamp, signedUnder: [UInt8](root))?.issued
    }
}
