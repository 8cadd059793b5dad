import TrustPublishing

/// A repository in a folder of its own, with a root of two keys in three.
struct TestRepository {
    /// 2025-11-22T12:00:00Z.
    static let start: Int64 = 1_763_812_800
    static let day: Int64 = 86_400

    static let files: [String: [UInt8]] = [
        "keys.json": Array("{\"keys\":[]}".utf8), "policy.json": Array("{}".utf8),
        "status/0": Array("the first list".utf8), "status/1": Array("the second list".utf8),
        "ops/level.json": Array("{\"level\":1}".utf8), "ops/hotlist": [0, 1, 2, 255], "audit/checkpoint": [],
        "issued/00112233aabbccdd": [UInt8](repeating: 7, count: 32), "directory/TWKEL/0f": Array("shard".utf8),
    ]

    let folder: TestFolder
    let writer: RepositoryWriter
    let root: [UInt8]

    var path: String { folder.path + "/tuf" }

    init(retention: Int64 = RepositoryWriter.defaultRetention, publishing files: [String: [UInt8]]? = nil) throws {
        folder = try TestFolder()
        let signers = try TestKeys.signers()
        writer = RepositoryWriter(directory: folder.path + "/tuf", signers: signers, retention: retention)
        root = try writer.initialise(
            keys: RootKeys(root: try TestKeys.rootSet(), signers: signers), rootSigners: try TestKeys.keys(1...2),
            now: Self.start)
        if let files { _ = try writer.publish(.everything(files), now: Self.start) }
    }

    /// Another process on the same folder.
    func reopened(signers: RoleSigners? = nil, retention: Int64 = RepositoryWriter.defaultRetention) throws
        -> RepositoryWriter
    {
        RepositoryWriter(directory: path, signers: try signers ?? TestKeys.signers(), retention: retention)
    }

    func metadata(_ name: String) throws -> [UInt8] {
        try TestFolder.read(path + "/metadata/" + name)
    }
}
