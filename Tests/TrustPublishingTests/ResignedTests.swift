import PassCrypto
import StrictJSON
import Testing
import TrustPublishing
import TrustUpdates

/// Metadata on disk that the right keys signed, but that the writer would never have written: somebody else used them.
@Suite("Metadata that was changed and signed again")
struct ResignedTests {
    private let later = TestRepository.start + 60

    /// The files of version 1, taken apart.
    private struct Parts {
        var root: Root
        var targets: Targets
        var status: Targets
        var snapshot: Snapshot
        var timestamp: Timestamp

        init(_ repository: TestRepository) throws {
            root = try Signed<Root>(decoding: repository.metadata("1.root.json")).content
            targets = try Signed<Targets>(decoding: repository.metadata("1.targets.json")).content
            status = try Signed<Targets>(decoding: repository.metadata("1.status.json")).content
            snapshot = try Signed<Snapshot>(decoding: repository.metadata("1.snapshot.json")).content
            timestamp = try Signed<Timestamp>(decoding: repository.metadata("timestamp.json")).content
        }
    }

    private func signed<Content: MetadataContent>(_ content: Content, _ keys: [any MetadataSigner]) throws -> [UInt8] {
        var file = Signed(content)
        for key in keys {
            file.add(
                MetadataSignature(keyID: MetadataKey(key.publicKey).id, signature: try key.sign(file.signedBytes)))
        }
        return file.encoded()
    }

    /// Signs all with the right keys and fits hashes and lengths to each other.
    private func store(_ parts: Parts, in repository: TestRepository, relist: Bool = true) throws {
        var parts = parts
        let keys = try TestKeys.signers()
        func write(_ bytes: [UInt8], _ name: String) throws {
            try TestFolder.write(bytes, repository.path + "/metadata/" + name)
        }
        let status = try signed(parts.status, keys[.status])
        let targets = try signed(parts.targets, keys[.targets])
        if relist {
            parts.snapshot.files["status.json"] = MetaFile(version: 1, of: status)
            parts.snapshot.files["targets.json"] = MetaFile(version: 1, of: targets)
        }
        let snapshot = try signed(parts.snapshot, keys[.snapshot])
        parts.timestamp.snapshot = MetaFile(version: 1, of: snapshot)
        try write(try signed(parts.root, try TestKeys.keys(1...3)), "1.root.json")
        try write(status, "1.status.json")
        try write(targets, "1.targets.json")
        try write(snapshot, "1.snapshot.json")
        try write(try signed(parts.timestamp, keys[.timestamp]), "timestamp.json")
    }

    private func expectRefusal(
        _ codes: Set<RepositoryError.Code> = [.damaged], relist: Bool = true, _ change: (inout Parts) -> Void
    ) throws {
        let repository = try TestRepository(publishing: TestRepository.files)
        var parts = try Parts(repository)
        try store(parts, in: repository)
        _ = try repository.writer.inspect(readingTargets: true)
        change(&parts)
        try store(parts, in: repository, relist: relist)
        let before = try TestFolder.contents(repository.path)
        let error = try #require(throws: RepositoryError.self) { try repository.writer.resignTimestamp(now: later) }
        #expect(codes.contains(error.code), "\(error)")
        #expect(try TestFolder.contents(repository.path) == before)
    }

    @Test(
        "A role that lists what is not its own, or what is no name",
        arguments: ["keys.json", "ops/level.json", "status", "status/../x", "../x", "/etc/passwd", "", "status/a\nb"])
    func foreignName(name: String) throws {
        try expectRefusal { $0.status.files[ExactText(name)] = TargetFile(of: [1]) }
        if !["keys.json"].contains(name) {
            try expectRefusal { $0.targets.files[ExactText(name)] = TargetFile(of: [1]) }
        }
    }

    @Test("Lengths that no file has", arguments: [Int.max, Int.max - 1, 1 << 40])
    func lengths(length: Int) throws {
        try expectRefusal([.incomplete, .tooLarge]) { parts in
            for number in 0..<3 {
                parts.status.files[ExactText("status/\(number)")] = TargetFile(of: [1])
                parts.status.files[ExactText("status/\(number)")]?.length = length
            }
        }
    }

    @Test("A timestamp without its time")
    func noTime() throws {
        try expectRefusal { $0.timestamp.issued = nil }
    }

    @Test("A snapshot that leaves a role out, or names another file under its version")
    func snapshot() throws {
        try expectRefusal(relist: false) { $0.snapshot.files["status.json"] = nil }
        try expectRefusal(relist: false) { $0.snapshot.files["audit.json"] = MetaFile(version: 1) }
        try expectRefusal(relist: false) { $0.snapshot.files["ops.json"]?.version = Int.max }
        try expectRefusal { $0.status.version = 7 }
    }

    @Test("Delegations that are gone, or that nobody can satisfy")
    func delegations() throws {
        try expectRefusal { $0.targets.delegations = nil }
        try expectRefusal { $0.targets.delegations = Delegations(keys: [:], roles: []) }
    }

    @Test("A root that does not ask for consistent snapshots")
    func inconsistent() throws {
        try expectRefusal { $0.root.consistentSnapshot = false }
        try expectRefusal { $0.root.consistentSnapshot = nil }
    }

    @Test("Versions at the end of their range are an error, not a trap")
    func lastVersion() throws {
        try expectRefusal([.versionsExhausted]) { $0.timestamp.version = Int.max }
        try expectRefusal([.damaged]) { $0.root.version = Int.max }
    }

    @Test("A time from the far future stops the writer with a sentence about the clock")
    func farFuture() throws {
        try expectRefusal([.clockBehind]) { $0.timestamp.issued = Int64.max }
    }
}
