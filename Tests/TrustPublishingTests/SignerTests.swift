import PassCrypto
import Testing
import TrustPublishing
import TrustUpdates

@Suite("Signers")
struct SignerTests {
    private let later = TestRepository.start + 60

    /// A signer that does what it should not.
    struct BadSigner: MetadataSigner {
        struct Failure: Error, CustomStringConvertible {
            var description: String { "the token was pulled out" }
        }

        let publicKey: PublicKey
        let signature: [UInt8]?

        func sign(_ message: [UInt8]) throws -> [UInt8] {
            guard let signature else { throw Failure() }
            return signature
        }
    }

    @Test("A key that the repository does not name is refused before it signs", arguments: RepositoryRole.allCases)
    func wrongKey(role: RepositoryRole) throws {
        let repository = try TestRepository(publishing: TestRepository.files)
        guard role != .root else { return }
        var signers = try TestKeys.signers()
        signers[role] = [try TestKeys.key(200)]
        let before = try TestFolder.contents(repository.path)
        let error = try #require(throws: RepositoryError.self) {
            try repository.reopened(signers: signers).publish(.everything(["keys.json": [1]]), now: later)
        }
        #expect(error.code == .wrongSigner)
        #expect(error.description.contains(role.rawValue))
        #expect(try TestFolder.contents(repository.path) == before)
    }

    @Test(
        "A signer that fails or lies stops the publication, and nothing is written",
        arguments: [nil, [], [UInt8](repeating: 0, count: 64), [UInt8](repeating: 1, count: 65)])
    func badSigner(signature: [UInt8]?) throws {
        let repository = try TestRepository(publishing: TestRepository.files)
        let before = try TestFolder.contents(repository.path)
        for role in RepositoryRole.allCases where role != .root {
            var signers = try TestKeys.signers()
            signers[role] = [BadSigner(publicKey: try #require(signers.publicKeys(role).first), signature: signature)]
            let error = try #require(throws: RepositoryError.self) {
                try repository.reopened(signers: signers).publish(
                    .everything(["keys.json": [1]]), now: later)
            }
            #expect(error.code == .signatureRefused)
        }
        #expect(try TestFolder.contents(repository.path) == before)
    }

    @Test("A role whose key is elsewhere stays as it is until it must change")
    func absentKey() async throws {
        let repository = try TestRepository(publishing: TestRepository.files)
        var signers = try TestKeys.signers()
        signers[.targets] = []
        let writer = try repository.reopened(signers: signers)
        #expect(try writer.publish(.changes(put: ["status/0": [1]]), now: later).versions.status == 2)
        let error = try #require(throws: RepositoryError.self) {
            try writer.publish(.changes(put: ["keys.json": [1]]), now: later)
        }
        #expect(error.code == .missingSigner)
        // Past half of its life it is not renewed, and nothing breaks.
        let old = TestRepository.start + 200 * TestRepository.day
        let published = try writer.resignTimestamp(now: old)
        #expect(published.versions.targets == 1)
        #expect(published.expires[.targets] == TestRepository.start + 365 * TestRepository.day)
        try await TestGate(root: repository.root).update(from: repository.path, now: old)
    }

    @Test("Roles with a threshold of two need both signers")
    func threshold() async throws {
        let folder = try TestFolder()
        var signers = try TestKeys.signers()
        signers[.targets] = try TestKeys.keys(50...51)
        let keys = RootKeys(
            root: try TestKeys.rootSet(), targets: KeySet(try TestKeys.keys(50...52).map(\.publicKey), threshold: 2),
            snapshot: KeySet(signers.publicKeys(.snapshot)), timestamp: KeySet(signers.publicKeys(.timestamp)))
        let writer = RepositoryWriter(directory: folder.path + "/tuf", signers: signers)
        let root = try writer.initialise(keys: keys, rootSigners: try TestKeys.keys(1...2), now: TestRepository.start)
        _ = try writer.publish(.everything(TestRepository.files), now: later)
        try await TestGate(root: root).update(from: folder.path + "/tuf", now: later)
        signers[.targets] = try TestKeys.keys(52...52)
        let alone = RepositoryWriter(directory: folder.path + "/tuf", signers: signers)
        let error = try #require(throws: RepositoryError.self) {
            try alone.publish(.changes(put: ["keys.json": []]), now: later)
        }
        #expect(error.code == .missingSigner)
    }
}
