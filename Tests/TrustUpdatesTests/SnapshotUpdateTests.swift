import StrictJSON
import Testing
import TrustUpdates

/// Section 5.5 of the specification.
@Suite struct SnapshotUpdateTests {
    @Test func `A snapshot that is not the one the timestamp's hash names is refused`() async throws {
        var repository = try TestRepository()
        let gate = try TestGate(repository)
        repository.expire("snapshot", at: TestRepository.start + 9 * TestRepository.day)
        try repository.store("snapshot")
        #expect(await gate.refresh(repository) == .hashMismatch)
        #expect(gate.names == ["root.json", "timestamp.json"])
    }

    @Test(arguments: ["length", "hashes"] as [ExactText])
    func `Length and hash each refuse another file by themselves`(member: ExactText) async throws {
        var repository = try TestRepository()
        for role in ["timestamp", "snapshot"] as [ExactText] {
            var wrong = repository
            let name: ExactText = role == "timestamp" ? "snapshot.json" : "targets.json"
            wrong["timestamp", "meta"]?["snapshot.json"] = .object(["version": .integer(1)])
            wrong[role, "meta"]?[name] = .object([
                "version": .integer(1),
                member: member == "length"
                    ? .integer(5) : .object(["sha256": .string(ExactText(String(repeating: "0", count: 64)))]),
            ])
            // A shorter length is also the most that is fetched.
            wrong.files[wrong.path("snapshot")] = try wrong.signed("snapshot")
            try wrong.store("timestamp")
            let code = try await TestGate(repository).refresh(wrong)
            #expect(code == (member == "length" ? .tooLarge : .hashMismatch))
        }
        repository["timestamp", "meta"]?["snapshot.json"]?["length"] = .integer(100_000)
        try repository.store("timestamp")
        #expect(try await TestGate(repository).refresh(repository) == .hashMismatch)
    }

    @Test func `A snapshot with too few signatures is refused`() async throws {
        var repository = try TestRepository()
        repository.signers["snapshot"] = [try TestKey()]
        try repository.publishSnapshot()
        #expect(try await TestGate(repository).refresh(repository) == .threshold)
    }

    @Test func `A snapshot under the name of another version is refused`() async throws {
        var repository = try TestRepository()
        repository.listsHashes = false
        try repository.publishSnapshot()
        repository.setVersion("snapshot", 2)
        repository.files["metadata/1.snapshot.json"] = try repository.signed("snapshot")
        #expect(try await TestGate(repository).refresh(repository) == .versionMismatch)
    }

    @Test(arguments: ["targets", "status"] as [ExactText])
    func `No role goes back a version`(role: ExactText) async throws {
        var repository = try TestRepository()
        try repository.publishNext()
        let gate = try TestGate(repository)
        await gate.refresh(repository)
        for bumped in ["snapshot", "timestamp"] as [ExactText] { repository.bump(bumped) }
        repository.setVersion(role, 1)
        try repository.publish([role])
        #expect(await gate.refresh(repository) == .rollback)
        #expect(gate.version("snapshot") == 2)
        #expect(gate.version("timestamp") == 3)
    }

    @Test func `No role disappears`() async throws {
        var repository = try TestRepository()
        let gate = try TestGate(repository)
        await gate.refresh(repository)
        repository["snapshot", "meta"]?["status.json"] = nil
        for role in ["snapshot", "timestamp"] as [ExactText] { repository.bump(role) }
        try repository.publishSnapshot()
        #expect(await gate.refresh(repository) == .rollback)
        #expect(gate.version("snapshot") == 1)
    }

    @Test func `A snapshot whose bytes are no longer the listed ones still guards against rollback`() async throws {
        var repository = try TestRepository()
        try repository.publishNext()
        let gate = try TestGate(repository)
        await gate.refresh(repository)
        // The same snapshot version once more, of other contents, with the hash to match.
        repository.bump("timestamp")
        repository.setVersion("targets", 1)
        try repository.publish(["targets"])
        #expect(await gate.refresh(repository) == .rollback)
    }

    @Test func `An expired snapshot is refused at the very second, and not stored`() async throws {
        var repository = try TestRepository()
        repository.expire("snapshot", at: TestRepository.start + 100)
        try repository.publishSnapshot()
        let gate = try TestGate(repository)
        #expect(await gate.refresh(repository, now: TestRepository.start + 100) == .expired)
        #expect(gate.names == ["root.json", "timestamp.json"])
        #expect(await gate.refresh(repository, now: TestRepository.start + 99) == nil)
        #expect(await gate.refresh(repository, now: TestRepository.start + 100) == .expired)
    }

    @Test func `A snapshot that is not there is refused, and the newer timestamp stays`() async throws {
        var repository = try TestRepository()
        let gate = try TestGate(repository)
        await gate.refresh(repository)
        try repository.publishNext()
        repository.files["metadata/2.snapshot.json"] = nil
        #expect(await gate.refresh(repository) == .notFound)
        #expect(gate.version("timestamp") == 2)
        #expect(gate.version("snapshot") == 1)
    }

    @Test func `A damaged snapshot of our own is fetched again`() async throws {
        let repository = try TestRepository()
        let gate = try TestGate(repository)
        await gate.refresh(repository)
        for bytes in [[], [0x7B], repository.files["metadata/1.targets.json"] ?? []] {
            try gate.write("snapshot.json", bytes)
            #expect(await gate.refresh(repository) == nil)
            #expect(gate.stored("snapshot.json") == repository.files["metadata/1.snapshot.json"])
        }
    }
}
