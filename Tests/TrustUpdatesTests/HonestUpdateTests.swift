import StrictJSON
import Testing
import TrustUpdates

/// What goes well must go well: a client that refused everything would pass every other test.
@Suite struct HonestUpdateTests {
    @Test(arguments: TestKey.Kind.allCases)
    func `A repository signed with any of the four kinds of keys is accepted`(kind: TestKey.Kind) async throws {
        let repository = try TestRepository(keys: kind)
        let gate = try TestGate(repository)
        #expect(await gate.refresh(repository) == nil)
        #expect(try await gate.download("status/0", repository) == [4, 5, 6])
    }

    @Test func `Files are asked for in the order of the specification, and stored as they were received`() async throws
    {
        var repository = try TestRepository()
        repository.files["metadata/timestamp.json"]?.append(0x20)
        let gate = try TestGate(repository)
        let fetcher = MemoryFetcher(repository.files)
        let client = gate.client(fetcher)
        try await client.refresh()
        #expect(
            fetcher.requests == [
                "metadata/2.root.json", "metadata/timestamp.json", "metadata/1.snapshot.json",
                "metadata/1.targets.json",
            ])
        #expect(gate.stored("timestamp.json") == repository.files["metadata/timestamp.json"])
        #expect(gate.stored("snapshot.json") == repository.files["metadata/1.snapshot.json"])
        #expect(gate.stored("targets.json") == repository.files["metadata/1.targets.json"])
        #expect(gate.stored("root.json") == repository.firstRoot)
        #expect(gate.names == ["root.json", "timestamp.json", "snapshot.json", "targets.json"])
        try await client.refresh()
        #expect(fetcher.requests.count == 4)
    }

    @Test func `What is held and current is not fetched again`() async throws {
        let repository = try TestRepository()
        let gate = try TestGate(repository)
        _ = try await gate.download("status/0", repository)
        let fetcher = MemoryFetcher(repository.files)
        _ = try await gate.client(fetcher).download("status/0", holding: [4, 5, 6])
        #expect(fetcher.requests == ["metadata/2.root.json", "metadata/timestamp.json"])
    }

    @Test func `New versions replace the old ones`() async throws {
        var repository = try TestRepository()
        let gate = try TestGate(repository)
        await gate.refresh(repository)
        repository.addTarget("status/0", [7], to: "status")
        try repository.publishNext()
        #expect(try await gate.download("status/0", repository) == [7])
        #expect(gate.version("timestamp") == 2)
        #expect(gate.version("snapshot") == 2)
        #expect(gate.version("targets") == 2)
        #expect(gate.version("status") == 2)
    }

    @Test func `A repository without consistent snapshots is asked by plain names`() async throws {
        var repository = try TestRepository()
        repository.isConsistent = false
        for flag in [JSONValue.bool(false), nil] {
            repository["root", "consistent_snapshot"] = flag
            repository.files = [:]
            try repository.publishRoot()
            repository.addTarget("dir/file", [9], to: "targets")
            try repository.publish(["status", "targets"])
            let gate = try TestGate(root: repository.files["metadata/1.root.json"])
            let fetcher = MemoryFetcher(repository.files)
            #expect(try await gate.client(fetcher).download("dir/file") == [9])
            #expect(
                fetcher.requests.dropFirst() == [
                    "metadata/timestamp.json", "metadata/snapshot.json", "metadata/targets.json", "targets/dir/file",
                ])
        }
    }

    @Test func `Lengths and hashes of metadata are optional`() async throws {
        var repository = try TestRepository()
        repository.listsHashes = false
        try repository.publishNext()
        #expect(try await TestGate(repository).refresh(repository) == nil)
    }

    @Test func `Unknown fields everywhere are signed, kept and harmless`() async throws {
        var repository = try TestRepository()
        var key = repository.signers["status"]?.first
        key?.json["x-key"] = .object(["a": .integer(1)])
        if let key { repository.signers["status"] = [key.listed(as: key.json)] }
        repository["targets", "delegations"] = nil
        repository.delegate(from: "targets", to: "status", paths: ["status/*"])
        repository["targets", "delegations"]?["x-more"] = .null
        repository["status", "x-custom"] = .array([.bool(true), .string("é\n\"\\")])
        repository["status", "targets"]?["status/0"]?["custom"] = .object(["v": .integer(-3)])
        repository["snapshot", "x"] = .integer(1)
        try repository.publishNext()
        let gate = try TestGate(repository)
        #expect(try await gate.download("status/0", repository) == [4, 5, 6])
        for (name, bytes) in repository.files where name.hasSuffix(".json") && name.hasPrefix("metadata/") {
            #expect(try reencoded(bytes), "\(name)")
        }
    }

    /// Whether a file's contents encode to the bytes that were signed.
    private func reencoded(_ bytes: [UInt8]) throws -> Bool {
        switch try JSONReader.read(bytes)["signed"]?["_type"] {
        case .string("root"): try isFaithful(Signed<Root>(decoding: bytes))
        case .string("timestamp"): try isFaithful(Signed<Timestamp>(decoding: bytes))
        case .string("snapshot"): try isFaithful(Signed<Snapshot>(decoding: bytes))
        default: try isFaithful(Signed<Targets>(decoding: bytes))
        }
    }

    private func isFaithful<Content>(_ signed: Signed<Content>) throws -> Bool {
        let again = try Signed<Content>(decoding: signed.encoded())
        return JSONWriter.canonical(signed.content.json) == signed.signedBytes
            && again.signedBytes == signed.signedBytes && again.signatures == signed.signatures
    }
}
