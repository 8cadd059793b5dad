import StrictJSON
import Testing
import TrustUpdates

/// Section 5.3 of the specification, and section 5.2 before it.
@Suite struct RootUpdateTests {
    @Test func `A chain of roots is followed to its end, and the last one is stored`() async throws {
        var repository = try TestRepository()
        let gate = try TestGate(repository)
        for _ in 0..<3 {
            repository.bump("root")
            try repository.publishRoot()
        }
        #expect(await gate.refresh(repository) == nil)
        #expect(gate.stored("root.json") == repository.files["metadata/4.root.json"])
    }

    @Test func `Keys of root change when the old and the new ones sign`() async throws {
        var repository = try TestRepository()
        let gate = try TestGate(repository)
        let old = repository.signers["root"] ?? []
        repository.signers["root"] = [try TestKey(), try TestKey(), try TestKey()]
        repository.authorise("root", threshold: 3)
        repository.bump("root")
        try repository.publishRoot(signedAlsoBy: old)
        #expect(await gate.refresh(repository) == nil)
        #expect(gate.version("root") == 2)
    }

    @Test func `A root that the old keys did not sign is refused`() async throws {
        var repository = try TestRepository()
        let gate = try TestGate(repository)
        repository.signers["root"] = [try TestKey()]
        repository.authorise("root")
        repository.bump("root")
        try repository.publishRoot()
        #expect(await gate.refresh(repository) == .threshold)
        #expect(gate.stored("root.json") == repository.firstRoot)
    }

    @Test func `A root that its own keys did not sign is refused`() async throws {
        var repository = try TestRepository()
        let gate = try TestGate(repository)
        let old = repository.signers["root"] ?? []
        repository.signers["root"] = [try TestKey()]
        repository.authorise("root")
        repository.bump("root")
        repository.signers["root"] = []
        try repository.publishRoot(signedAlsoBy: old)
        #expect(await gate.refresh(repository) == .threshold)
        #expect(gate.version("root") == 1)
    }

    @Test func `A root with too few signatures for its own threshold is refused`() async throws {
        var repository = try TestRepository()
        let gate = try TestGate(repository)
        repository.signers["root"]?.append(try TestKey())
        repository.authorise("root", threshold: 2)
        repository.bump("root")
        repository.signers["root"]?.removeLast()
        try repository.publishRoot()
        #expect(await gate.refresh(repository) == .threshold)
    }

    @Test(arguments: [1, 3, 7])
    func `A root under the name of another version is refused`(version: Int) async throws {
        var repository = try TestRepository()
        let gate = try TestGate(repository)
        repository.setVersion("root", version)
        repository.files["metadata/2.root.json"] = try repository.signed("root")
        #expect(await gate.refresh(repository) == .versionMismatch)
        #expect(gate.version("root") == 1)
    }

    @Test func `A gap in the chain ends it`() async throws {
        var repository = try TestRepository()
        let gate = try TestGate(repository)
        repository.setVersion("root", 3)
        try repository.publishRoot()
        #expect(await gate.refresh(repository) == nil)
        #expect(gate.version("root") == 1)
    }

    @Test func `Only the last root's expiry counts`() async throws {
        var repository = try TestRepository()
        repository.expire("root", at: TestRepository.start - 1)
        repository.setVersion("root", 2)
        try repository.publishRoot()
        let gate = try TestGate(repository)
        #expect(await gate.refresh(repository) == .expired)
        #expect(gate.version("root") == 2)
        repository.expire("root", at: TestRepository.start + 1)
        repository.bump("root")
        try repository.publishRoot()
        #expect(await gate.refresh(repository) == nil)
        #expect(gate.version("root") == 3)
    }

    @Test func `A root is trusted up to the second before its expiry`() async throws {
        var repository = try TestRepository()
        repository.expire("root", at: TestRepository.start + 5)
        repository.bump("root")
        try repository.publishRoot()
        let gate = try TestGate(repository)
        #expect(await gate.refresh(repository, now: TestRepository.start + 4) == nil)
        #expect(await gate.refresh(repository, now: TestRepository.start + 5) == .expired)
    }

    @Test func `No more roots than the limit are followed in one update`() async throws {
        var repository = try TestRepository()
        for _ in 0..<3 {
            repository.bump("root")
            try repository.publishRoot()
        }
        var limits = UpdateLimits()
        #expect(limits.rootRotations == 256)
        limits.rootRotations = 2
        let gate = try TestGate(repository)
        #expect(await gate.refresh(repository, limits: limits) == nil)
        #expect(gate.version("root") == 3)
        #expect(await gate.refresh(repository, limits: limits) == nil)
        #expect(gate.version("root") == 4)
    }

    @Test func `The last version there can be has none after it`() async throws {
        var repository = try TestRepository()
        repository.setVersion("root", .max)
        let gate = try TestGate(root: try repository.signed("root"))
        #expect(await gate.refresh(repository) == nil)
    }

    @Test func `A root that does not come is not the same as one that does not exist`() async throws {
        let repository = try TestRepository()
        let gate = try TestGate(repository)
        for (failure, code) in [
            (FetchError.failed("no network"), UpdateError.Code.fetchFailed), (.tooLarge, .tooLarge),
        ] {
            let fetcher = MemoryFetcher(repository.files, failing: ["metadata/2.root.json": failure])
            #expect(await refusal { () async throws(UpdateError) in try await gate.client(fetcher).refresh() } == code)
            #expect(fetcher.requests == ["metadata/2.root.json"])
        }
    }

    @Test(arguments: ["timestamp", "snapshot"] as [ExactText])
    func `When a key of timestamp or snapshot is taken away, both files are forgotten`(role: ExactText) async throws {
        var repository = try TestRepository()
        let gate = try TestGate(repository)
        // Two keys, one of which will go, and a thief's high version numbers.
        let kept = try TestKey()
        repository.signers[role]?.append(kept)
        repository.authorise(role)
        repository.bump("root")
        try repository.publishRoot()
        for role in ["timestamp", "snapshot", "targets"] as [ExactText] { repository.setVersion(role, 1_000) }
        repository["timestamp", "issued"] = .integer(TestRepository.start + 50)
        try repository.publish(["targets", "status"])
        #expect(await gate.refresh(repository) == nil)

        for role in ["timestamp", "snapshot", "targets"] as [ExactText] { repository.setVersion(role, 2) }
        repository["timestamp", "issued"] = .integer(TestRepository.start)
        try repository.publish(["targets", "status"])
        #expect(await gate.refresh(repository) == .rollback)

        repository.signers[role] = [kept]
        repository.authorise(role)
        repository.bump("root")
        try repository.publishRoot()
        try repository.publish(["targets", "status"])
        #expect(await gate.refresh(repository) == nil)
        #expect(gate.version("timestamp") == 2)
        #expect(gate.version("targets") == 2)
    }

    @Test func `The files are forgotten before the new root is stored, also when that root has expired`() async throws {
        var repository = try TestRepository()
        let gate = try TestGate(repository)
        await gate.refresh(repository)
        repository.signers["timestamp"] = [try TestKey()]
        repository.authorise("timestamp")
        repository.expire("root", at: TestRepository.start)
        repository.bump("root")
        try repository.publishRoot()
        #expect(await gate.refresh(repository) == .expired)
        #expect(gate.names == ["root.json", "targets.json"])
    }

    @Test func `A key that is only added forgets nothing`() async throws {
        var repository = try TestRepository()
        let gate = try TestGate(repository)
        try repository.publishNext()
        await gate.refresh(repository)
        repository.signers["timestamp"]?.append(try TestKey())
        repository.authorise("timestamp")
        repository.bump("root")
        try repository.publishRoot()
        repository.setVersion("timestamp", 1)
        try repository.store("timestamp")
        #expect(await gate.refresh(repository) == .rollback)
        #expect(gate.version("timestamp") == 2)
    }

    @Test func `Without a usable root there is one clear sentence, and a new root mends it`() async throws {
        let repository = try TestRepository()
        var damaged = repository.firstRoot
        damaged[damaged.count / 2] ^= 1
        for root in [nil, [], damaged, Array(repeating: 0x20, count: 600_000)] {
            let gate = try TestGate(root: root)
            let fetcher = MemoryFetcher(repository.files)
            do {
                try await gate.client(fetcher).refresh()
                Issue.record("a root that is none was trusted")
            } catch {
                #expect(error.code == .noTrustedRoot)
                #expect(error.description.contains("run init again"))
                #expect(error.description.contains(gate.folder))
            }
            #expect(fetcher.requests.isEmpty)
            try TUFClientCommand(metadataDirectory: gate.folder).initialise(root: repository.firstRoot)
            #expect(await gate.refresh(repository) == nil)
        }
    }
}
