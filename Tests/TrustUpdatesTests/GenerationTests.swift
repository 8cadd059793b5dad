import StrictJSON
import Testing
import TrustUpdates

/// What a gate applies: everything or nothing.
@Suite struct GenerationTests {
    @Test func `A generation holds every target, and when it was issued`() async throws {
        let repository = try TestRepository()
        let generation = try await TestGate(repository).update(repository)
        #expect(generation.files == ["keys.json": [1, 2, 3], "status/0": [4, 5, 6]])
        #expect(generation.issued == TestRepository.start)
        #expect(generation.timestampVersion == 1)
    }

    @Test func `An unchanged timestamp costs one request`() async throws {
        let repository = try TestRepository()
        let gate = try TestGate(repository)
        let held = try await gate.update(repository)
        let fetcher = MemoryFetcher(repository.files)
        #expect(try await gate.client(fetcher).update(holding: held) == held)
        #expect(fetcher.requests == ["metadata/timestamp.json"])
    }

    @Test func `Only targets that changed are fetched`() async throws {
        var repository = try TestRepository()
        let gate = try TestGate(repository)
        let held = try await gate.update(repository)
        repository.addTarget("status/0", [7], to: "status")
        try repository.publishNext()
        let fetcher = MemoryFetcher(repository.files)
        let generation = try await gate.client(fetcher).update(holding: held)
        #expect(generation.files == ["keys.json": [1, 2, 3], "status/0": [7]])
        #expect(fetcher.requests.filter { $0.hasPrefix("targets/") }.count == 1)
        #expect(generation.timestampVersion == 2)
    }

    @Test func `A held file that is damaged is fetched again`() async throws {
        var repository = try TestRepository()
        let gate = try TestGate(repository)
        _ = try await gate.update(repository)
        let damaged = TrustGeneration(
            issued: TestRepository.start, timestampVersion: 0, files: ["keys.json": [1, 2], "status/0": [4, 5, 6]])
        try repository.publishNext()
        #expect(try await gate.update(repository, holding: damaged).files["keys.json"] == [1, 2, 3])
    }

    @Test func `A timestamp that is only signed again makes a younger generation of the same files`() async throws {
        var repository = try TestRepository()
        let gate = try TestGate(repository)
        let held = try await gate.update(repository)
        repository.bump("timestamp")
        repository["timestamp", "issued"] = .integer(TestRepository.start + 600)
        try repository.store("timestamp")
        let fetcher = MemoryFetcher(repository.files)
        let generation = try await gate.client(fetcher).update(holding: held)
        #expect(generation.issued == TestRepository.start + 600)
        #expect(generation.files == held.files)
        #expect(!fetcher.requests.contains { $0.hasPrefix("targets/") })
    }

    @Test func `A target that fails means no generation, and the next update begins where it failed`() async throws {
        var repository = try TestRepository()
        let gate = try TestGate(repository)
        let held = try await gate.update(repository)
        repository.addTarget("status/0", [7], to: "status")
        try repository.publishNext()
        let path = repository.targetPath("status/0", [7])
        let fetcher = MemoryFetcher(repository.files, failing: [path: .failed("cut")])
        let code = await refusal { () async throws(UpdateError) in
            _ = try await gate.client(fetcher).update(holding: held)
        }
        #expect(code == .fetchFailed)
        // The metadata went ahead of what was applied: the same timestamp is now no reason to do nothing.
        #expect(gate.version("timestamp") == 2)
        #expect(try await gate.update(repository, holding: held).files["status/0"] == [7])
    }

    @Test func `A target that is taken away is gone from the generation`() async throws {
        var repository = try TestRepository()
        let gate = try TestGate(repository)
        let held = try await gate.update(repository)
        repository["targets", "targets"] = .object([:])
        try repository.publishNext()
        #expect(try await gate.update(repository, holding: held).files == ["status/0": [4, 5, 6]])
    }

    @Test func `An unchanged timestamp that has expired is not unchanged`() async throws {
        var repository = try TestRepository()
        repository.expire("timestamp", at: TestRepository.start + 10)
        try repository.store("timestamp")
        let gate = try TestGate(repository)
        let held = try await gate.update(repository)
        #expect(try await gate.update(repository, holding: held, now: TestRepository.start + 9) == held)
        let code = await refusal { () async throws(UpdateError) in
            _ = try await gate.update(repository, holding: held, now: TestRepository.start + 10)
        }
        #expect(code == .expired)
    }

    @Test func `An unchanged timestamp under a root that has expired is not unchanged`() async throws {
        var repository = try TestRepository()
        repository.expire("root", at: TestRepository.start + 10)
        repository.bump("root")
        try repository.publishRoot()
        let gate = try TestGate(repository)
        let held = try await gate.update(repository)
        let code = await refusal { () async throws(UpdateError) in
            _ = try await gate.update(repository, holding: held, now: TestRepository.start + 10)
        }
        #expect(code == .expired)
    }

    @Test func `An unchanged timestamp is only believed with its signature`() async throws {
        let repository = try TestRepository()
        let gate = try TestGate(repository)
        let held = try await gate.update(repository)
        var stranger = try TestRepository()
        stranger.expire("timestamp", at: TestRepository.start + 5)
        try stranger.store("timestamp")
        let bytes = try #require(stranger.files["metadata/timestamp.json"])
        try gate.write("timestamp.json", bytes)
        let code = await refusal { () async throws(UpdateError) in _ = try await gate.update(stranger, holding: held) }
        #expect(code == .threshold)
    }

    @Test func `A generation of another timestamp is not the newest`() async throws {
        let repository = try TestRepository()
        let gate = try TestGate(repository)
        let newest = try await gate.update(repository)
        for held in [
            TrustGeneration(issued: newest.issued, timestampVersion: 0, files: [:]),
            TrustGeneration(issued: newest.issued - 1, timestampVersion: 1, files: [:]),
        ] {
            #expect(try await gate.update(repository, holding: held) == newest)
        }
    }

    @Test func `A repository that does not say when it issued gives no generation`() async throws {
        var repository = try TestRepository()
        repository["timestamp", "issued"] = nil
        try repository.store("timestamp")
        let gate = try TestGate(repository)
        let code = await refusal { () async throws(UpdateError) in _ = try await gate.update(repository) }
        #expect(code == .malformed)
    }

    @Test func `All targets together have a limit`() async throws {
        let repository = try TestRepository()
        var limits = UpdateLimits()
        let gate = try TestGate(repository)
        limits.generation = 6
        #expect(try await gate.update(repository, limits: limits).files.count == 2)
        limits.generation = 5
        let fewer = limits
        let code = await refusal { () async throws(UpdateError) in
            _ = try await gate.update(repository, limits: fewer)
        }
        #expect(code == .tooLarge)
    }

    @Test func `Lengths that overflow when added are refused`() async throws {
        var repository = try TestRepository()
        for name in ["a", "b", "c"] as [ExactText] {
            repository.addTarget(name, [1], to: "targets")
            repository["targets", "targets"]?[name]?["length"] = .integer(.max)
        }
        try repository.publishNext()
        let gate = try TestGate(repository)
        let code = await refusal { () async throws(UpdateError) in _ = try await gate.update(repository) }
        #expect(code == .tooLarge)
    }

    @Test func `Two spellings of one name are refused, where Swift would take them for one`() async throws {
        var repository = try TestRepository()
        repository.addTarget("\u{E9}", [1], to: "targets")
        repository.addTarget("e\u{301}", [2], to: "targets")
        try repository.publishNext()
        let gate = try TestGate(repository)
        #expect(try await gate.download("\u{E9}", repository) == [1])
        #expect(try await gate.download("e\u{301}", repository) == [2])
        let code = await refusal { () async throws(UpdateError) in _ = try await gate.update(repository) }
        #expect(code == .malformed)
    }

    @Test(arguments: ["", "{}"])
    func `With a damaged timestamp file, the generation that is held is what can't be older`(text: String) async throws
    {
        var repository = try TestRepository()
        let old = repository
        let gate = try TestGate(repository)
        try repository.publishNext(issued: TestRepository.start + 100)
        let held = try await gate.update(repository)
        var earlier = repository
        earlier["timestamp", "issued"] = .integer(TestRepository.start + 99)
        try earlier.store("timestamp")
        // Issued later, and yet an older version.
        var lower = old
        lower["timestamp", "issued"] = .integer(TestRepository.start + 500)
        try lower.store("timestamp")
        for (source, isGood) in [(old, false), (earlier, false), (lower, false), (repository, true)] {
            try gate.write("timestamp.json", Array(text.utf8))
            let code = await refusal { () async throws(UpdateError) in _ = try await gate.update(source, holding: held)
            }
            #expect(code == (isGood ? nil : .rollback))
        }
    }

    @Test func `After a change of the timestamp's key, the generation that is held asks for nothing`() async throws {
        var repository = try TestRepository()
        let gate = try TestGate(repository)
        repository.setVersion("timestamp", 1_000)
        repository["timestamp", "issued"] = .integer(TestRepository.start + 1_000_000)
        try repository.store("timestamp")
        let held = try await gate.update(repository)
        repository.signers["timestamp"] = [try TestKey()]
        repository.authorise("timestamp")
        repository.bump("root")
        try repository.publishRoot()
        repository.setVersion("timestamp", 1)
        repository["timestamp", "issued"] = .integer(TestRepository.start)
        try repository.store("timestamp")
        #expect(try await gate.update(repository, holding: held).issued == TestRepository.start)
    }
}
