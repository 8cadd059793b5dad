import StrictJSON
import Testing
import TrustUpdates

/// Sections 5.6.1 to 5.6.6 of the specification, for the top-level role and for a delegated one.
@Suite struct TargetsUpdateTests {
    static let roles: [ExactText] = ["targets", "status"]

    private func refusal(_ repository: TestRepository) async throws -> UpdateError.Code? {
        let gate = try TestGate(repository)
        return await TrustUpdatesTests.refusal { () async throws(UpdateError) in
            _ = try await gate.download("status/0", repository)
        }
    }

    @Test(arguments: roles)
    func `A mix of files from two states of the repository is refused`(role: ExactText) async throws {
        var repository = try TestRepository()
        repository.expire(role, at: TestRepository.start + 9 * TestRepository.day)
        try repository.store(role)
        #expect(try await refusal(repository) == .hashMismatch)
    }

    @Test(arguments: roles)
    func `Too few signatures are refused`(role: ExactText) async throws {
        var repository = try TestRepository()
        repository.signers[role] = [try TestKey()]
        try repository.publish([role])
        #expect(try await refusal(repository) == .threshold)
    }

    @Test(arguments: roles)
    func `A file under the name of another version is refused`(role: ExactText) async throws {
        var repository = try TestRepository()
        repository.listsHashes = false
        try repository.publish(["status", "targets"])
        let path = repository.path(role)
        repository.setVersion(role, 2)
        repository.files[path] = try repository.signed(role)
        #expect(try await refusal(repository) == .versionMismatch)
    }

    @Test(arguments: roles)
    func `An expired file is refused at the very second, stored or not`(role: ExactText) async throws {
        var repository = try TestRepository()
        repository.expire(role, at: TestRepository.start + 100)
        try repository.publish([role])
        let gate = try TestGate(repository)
        for (offset, expected) in [(100, .expired), (99, nil), (100, .expired)] as [(Int64, UpdateError.Code?)] {
            let code = await TrustUpdatesTests.refusal { () async throws(UpdateError) in
                _ = try await gate.download("status/0", repository, now: TestRepository.start + offset)
            }
            #expect(code == expected)
        }
    }

    @Test(arguments: roles)
    func `A role that is not in the snapshot is refused without being asked for`(role: ExactText) async throws {
        var repository = try TestRepository()
        repository["snapshot", "meta"]?[MetadataRole.listedName(role)] = nil
        try repository.publishSnapshot()
        let gate = try TestGate(repository)
        let fetcher = MemoryFetcher(repository.files)
        let code = await TrustUpdatesTests.refusal { () async throws(UpdateError) in
            _ = try await gate.client(fetcher).download("status/0")
        }
        #expect(code == .notFound)
        #expect(!fetcher.requests.contains(repository.path(role)))
    }

    @Test(arguments: roles)
    func `A file that is not there is refused`(role: ExactText) async throws {
        var repository = try TestRepository()
        repository.files[repository.path(role)] = nil
        #expect(try await refusal(repository) == .notFound)
    }

    @Test(arguments: roles)
    func `A damaged file of our own is fetched again`(role: ExactText) async throws {
        let repository = try TestRepository()
        let gate = try TestGate(repository)
        _ = try await gate.download("status/0", repository)
        for bytes in [[], [0x7B], repository.files["metadata/1.snapshot.json"] ?? []] {
            try gate.write("\(role).json", bytes)
            #expect(try await gate.download("status/0", repository) == [4, 5, 6])
            #expect(gate.stored("\(role).json") == repository.files[repository.path(role)])
        }
    }

    @Test func `A refresh does not go into delegated roles`() async throws {
        let repository = try TestRepository()
        let gate = try TestGate(repository)
        await gate.refresh(repository)
        #expect(gate.stored("status.json") == nil)
    }
}
