import PassCrypto
import StrictJSON
import Testing
import TrustUpdates

/// Section 5.7 of the specification, and the limits on what a repository may send.
@Suite struct DownloadTests {
    private func code(_ repository: TestRepository, _ path: ExactText = "keys.json") async throws -> UpdateError.Code? {
        let gate = try TestGate(repository)
        return await refusal { () async throws(UpdateError) in _ = try await gate.download(path, repository) }
    }

    @Test func `A download refreshes first, and a target nobody lists is refused`() async throws {
        let repository = try TestRepository()
        let gate = try TestGate(repository)
        let code = await refusal { () async throws(UpdateError) in _ = try await gate.download("none", repository) }
        #expect(code == .noSuchTarget)
        #expect(gate.version("targets") == 1)
        try repository.files["metadata/timestamp.json"].map { try gate.write("timestamp.json", $0) }
        var broken = repository
        broken.files["metadata/timestamp.json"] = nil
        #expect(try await self.code(broken) == .notFound)
    }

    @Test func `Other bytes under the target's name are refused`() async throws {
        var repository = try TestRepository()
        let path = repository.targetPath("keys.json", [1, 2, 3])
        repository.files[path] = [1, 2, 4]
        #expect(try await code(repository) == .hashMismatch)
        repository.files[path] = [1, 2]
        #expect(try await code(repository) == .hashMismatch)
        repository.files[path] = [1, 2, 3, 4]
        #expect(try await code(repository) == .tooLarge)
        repository.files[path] = nil
        #expect(try await code(repository) == .notFound)
    }

    @Test func `The length must be right even where the hash is`() async throws {
        var repository = try TestRepository()
        repository["targets", "targets"]?["keys.json"]?["length"] = .integer(4)
        try repository.publishNext()
        #expect(try await code(repository) == .hashMismatch)
    }

    @Test(arguments: [["sha256"], ["sha512"], ["sha256", "sha512"]] as [[ExactText]])
    func `Every hash that is listed must be right`(algorithms: [ExactText]) async throws {
        let contents: [UInt8] = [1, 2, 3]
        let right: [ExactText: ExactText] = [
            "sha256": ExactText(Hash.sha256Hex(contents)), "sha512": ExactText(Hex.encode(Hash.sha512(contents))),
        ]
        let listed = right.filter { algorithms.contains($0.key) }
        #expect(try await code(listing(listed)) == nil)
        for algorithm in algorithms {
            var wrong = listed
            wrong[algorithm] = ExactText(String(repeating: "0", count: right[algorithm]?.utf8.count ?? 0))
            #expect(try await code(listing(wrong)) == .hashMismatch)
        }
        var more = listed
        more["blake3"] = "00"
        #expect(try await code(listing(more)) == .hashMismatch)
    }

    /// A repository that lists `keys.json` with these hashes and serves it under the names of all of them.
    private func listing(_ hashes: [ExactText: ExactText]) throws -> TestRepository {
        var repository = try TestRepository()
        repository["targets", "targets"]?["keys.json"]?["hashes"] = .object(
            JSONObject(hashes.mapValues(JSONValue.string)))
        for digest in hashes.values { repository.files["targets/\(digest).keys.json"] = [1, 2, 3] }
        try repository.publishNext()
        return repository
    }

    @Test func `A target with no hash this client knows is refused`() async throws {
        #expect(try await code(listing(["blake3": "00"])) == .hashMismatch)
    }

    @Test(
        arguments: [
            "", "/keys.json", "../keys.json", "a/../b", "a//b", "a/", "./a", "a/.", "a\u{0}b", "a\nb", "a\u{7F}",
            ExactText(String(repeating: "x", count: 1_025)),
        ] as [ExactText])
    func `A target whose path could lead elsewhere is never asked for`(path: ExactText) async throws {
        var repository = try TestRepository()
        repository.addTarget(path, [7], to: "targets")
        try repository.publishNext()
        let gate = try TestGate(repository)
        let fetcher = MemoryFetcher(repository.files)
        let code = await refusal { () async throws(UpdateError) in _ = try await gate.client(fetcher).download(path) }
        #expect(code == .unsafePath)
        #expect(!fetcher.requests.contains { $0.hasPrefix("targets/") })
    }

    @Test(arguments: ["a", "a/b/c", "a b", "é", "..a", "a..", "%2e%2e/a", "a?b#c"] as [ExactText])
    func `Other paths are fine`(path: ExactText) async throws {
        var repository = try TestRepository()
        repository.addTarget(path, [7], to: "targets")
        try repository.publishNext()
        #expect(try await code(repository, path) == nil)
    }

    @Test func `Hash prefixes stand before the last part of a path`() {
        #expect(RepositoryPath.consistentName("a", digest: "00") == "00.a")
        #expect(RepositoryPath.consistentName("a/b/c.d", digest: "00") == "a/b/00.c.d")
    }

    @Test func `No file may be larger than its limit, and a fetcher that ignores it is caught`() async throws {
        let repository = try TestRepository()
        for (path, role) in [
            ("metadata/2.root.json", "root"), ("metadata/timestamp.json", "timestamp"),
            ("metadata/1.snapshot.json", "snapshot"), ("metadata/1.targets.json", "targets"),
        ] {
            var endless = repository
            endless.listsHashes = false
            try endless.publish(["status", "targets"])
            endless.files[path] = (endless.files[path] ?? endless.firstRoot) + Array(repeating: 0x20, count: 10_000)
            var limits = UpdateLimits()
            switch role {
            case "root": limits.root = 9_000
            case "timestamp": limits.timestamp = 9_000
            case "snapshot": limits.snapshot = 9_000
            default: limits.targets = 9_000
            }
            for ignoresLimit in [false, true] {
                let gate = try TestGate(repository)
                let client = gate.client(
                    MemoryFetcher(endless.files, ignoresLimit: ignoresLimit), limits: limits)
                let code = await refusal { () async throws(UpdateError) in try await client.refresh() }
                #expect(code == .tooLarge, "\(role)")
            }
        }
    }

    @Test func `The limits are python-tuf's`() {
        let limits = UpdateLimits()
        #expect(
            [limits.root, limits.timestamp, limits.snapshot, limits.targets] == [512_000, 16_384, 2_000_000, 5_000_000])
    }

    @Test func `A target larger than a target may be is not asked for`() async throws {
        var repository = try TestRepository()
        repository["targets", "targets"]?["keys.json"]?["length"] = .integer(.max)
        try repository.publishNext()
        let gate = try TestGate(repository)
        let fetcher = MemoryFetcher(repository.files)
        let code = await refusal { () async throws(UpdateError) in
            _ = try await gate.client(fetcher).download("keys.json")
        }
        #expect(code == .tooLarge)
        #expect(!fetcher.requests.contains { $0.hasPrefix("targets/") })
    }

    @Test func `A failed fetch says which file and why`() async throws {
        let repository = try TestRepository()
        let gate = try TestGate(repository)
        let fetcher = MemoryFetcher(
            repository.files, failing: ["metadata/timestamp.json": .failed("the line is cut")])
        do {
            try await gate.client(fetcher).refresh()
            Issue.record("nothing was fetched and nothing was said")
        } catch {
            #expect(error.code == .fetchFailed)
            #expect(error.description == "timestamp.json could not be fetched: the line is cut")
        }
    }
}
