import StrictJSON
import Testing
import TrustUpdates

/// Section 5.4 of the specification.
@Suite struct TimestampUpdateTests {
    @Test func `An older timestamp is refused`() async throws {
        var repository = try TestRepository()
        let old = repository
        try repository.publishNext()
        let gate = try TestGate(repository)
        #expect(await gate.refresh(repository) == nil)
        #expect(await gate.refresh(old) == .rollback)
        #expect(gate.version("timestamp") == 2)
    }

    @Test func `A timestamp with the same version changes nothing, whatever it says`() async throws {
        var repository = try TestRepository()
        let gate = try TestGate(repository)
        await gate.refresh(repository)
        let held = gate.stored("timestamp.json")
        repository["timestamp", "meta"]?["snapshot.json"] = .object(["version": .integer(100)])
        try repository.store("timestamp")
        let fetcher = MemoryFetcher(repository.files)
        try await gate.client(fetcher).refresh()
        #expect(fetcher.requests.last == "metadata/timestamp.json")
        #expect(gate.stored("timestamp.json") == held)
    }

    @Test func `A kept timestamp must still be fresh`() async throws {
        var repository = try TestRepository()
        repository.expire("timestamp", at: TestRepository.start + 10)
        try repository.store("timestamp")
        let gate = try TestGate(repository)
        #expect(await gate.refresh(repository, now: TestRepository.start + 9) == nil)
        #expect(await gate.refresh(repository, now: TestRepository.start + 10) == .expired)
    }

    @Test func `A timestamp that names an older snapshot is refused and not stored`() async throws {
        var repository = try TestRepository()
        try repository.publishNext()
        let gate = try TestGate(repository)
        await gate.refresh(repository)
        repository.setVersion("snapshot", 1)
        repository.bump("timestamp")
        try repository.publishSnapshot()
        #expect(await gate.refresh(repository) == .rollback)
        #expect(gate.version("timestamp") == 2)
    }

    @Test(arguments: [-1, nil] as [Int64?])
    func `A timestamp that was issued earlier, or does not say when, is a rollback`(offset: Int64?) async throws {
        var repository = try TestRepository()
        let gate = try TestGate(repository)
        await gate.refresh(repository)
        repository["timestamp", "issued"] = offset.map { .integer(TestRepository.start + $0) }
        repository.bump("timestamp")
        try repository.store("timestamp")
        #expect(await gate.refresh(repository) == .rollback)
        #expect(gate.version("timestamp") == 1)
        repository["timestamp", "issued"] = .integer(TestRepository.start)
        try repository.store("timestamp")
        #expect(await gate.refresh(repository) == nil)
    }

    @Test func `A repository that never says when it issued is accepted`() async throws {
        var repository = try TestRepository()
        repository["timestamp", "issued"] = nil
        try repository.store("timestamp")
        let gate = try TestGate(repository)
        #expect(await gate.refresh(repository) == nil)
        repository.bump("timestamp")
        try repository.store("timestamp")
        #expect(await gate.refresh(repository) == nil)
    }

    @Test func `An expired timestamp is refused at the very second, and not stored`() async throws {
        var repository = try TestRepository()
        let gate = try TestGate(repository)
        await gate.refresh(repository)
        repository.bump("timestamp")
        repository.expire("timestamp", at: TestRepository.start + 100)
        try repository.store("timestamp")
        #expect(await gate.refresh(repository, now: TestRepository.start + 100) == .expired)
        #expect(gate.version("timestamp") == 1)
        #expect(await gate.refresh(repository, now: TestRepository.start + 99) == nil)
        #expect(gate.version("timestamp") == 2)
    }

    @Test func `An expired timestamp of our own still guards against older ones`() async throws {
        var repository = try TestRepository()
        try repository.publishNext()
        repository.expire("timestamp", at: TestRepository.start + 10)
        try repository.store("timestamp")
        let gate = try TestGate(repository)
        await gate.refresh(repository)
        repository.setVersion("timestamp", 1)
        repository.expire("timestamp", at: TestRepository.start + 1_000)
        try repository.store("timestamp")
        #expect(await gate.refresh(repository, now: TestRepository.start + 20) == .rollback)
        repository.setVersion("timestamp", 3)
        try repository.store("timestamp")
        #expect(await gate.refresh(repository, now: TestRepository.start + 20) == nil)
    }

    @Test func `A timestamp signed by another role's key, or by none, is refused`() async throws {
        var repository = try TestRepository()
        let gate = try TestGate(repository)
        for signers in [repository.signers["snapshot"] ?? [], []] {
            repository.signers["timestamp"] = signers
            try repository.store("timestamp")
            #expect(await gate.refresh(repository) == .threshold)
            #expect(gate.stored("timestamp.json") == nil)
        }
    }

    @Test func `Without a timestamp nothing goes on, and what is held stays`() async throws {
        var repository = try TestRepository()
        let gate = try TestGate(repository)
        await gate.refresh(repository)
        repository.files["metadata/timestamp.json"] = nil
        #expect(await gate.refresh(repository) == .notFound)
        #expect(gate.version("timestamp") == 1)
    }

    @Test func `A snapshot signed by the timestamp's key is not a timestamp`() async throws {
        var repository = try TestRepository()
        let signers = repository.signers["snapshot"] ?? []
        repository.signers["timestamp"]?.append(contentsOf: signers)
        repository.authorise("timestamp")
        repository.bump("root")
        try repository.publishRoot()
        repository["snapshot", "meta"] = .object(["snapshot.json": .object(["version": .integer(1)])])
        repository.files["metadata/timestamp.json"] = try repository.signed("snapshot")
        #expect(try await TestGate(repository).refresh(repository) == .malformed)
    }

    @Test(arguments: ["", "{", "[]", "null", String(repeating: " ", count: 16_384)])
    func `A damaged timestamp of our own is fetched again`(text: String) async throws {
        let repository = try TestRepository()
        let gate = try TestGate(repository)
        try gate.write("timestamp.json", Array(text.utf8))
        #expect(await gate.refresh(repository) == nil)
        #expect(gate.stored("timestamp.json") == repository.files["metadata/timestamp.json"])
    }
}
