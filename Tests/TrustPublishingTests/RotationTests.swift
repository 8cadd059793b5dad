import Foundation
import PassCrypto
import StrictJSON
import Testing
import TrustPublishing
import TrustUpdates

@Suite("Rotation of keys")
struct RotationTests {
    private let start = TestRepository.start
    private let later = TestRepository.start + 60

    /// `series` 1 for the roles that root names, 0 for the others.
    private func newOnline() throws -> RoleSigners {
        var signers = try TestKeys.signers()
        let new = try TestKeys.signers(series: 1)
        for role in [RepositoryRole.targets, .snapshot, .timestamp] { signers[role] = new[role] }
        return signers
    }

    @Test("New root keys, threshold and all, are followed by gates that know only the first root")
    func rootKeys() async throws {
        let repository = try TestRepository(publishing: TestRepository.files)
        let gate = try TestGate(root: repository.root)
        try await gate.update(from: repository.path, now: start)
        let signers = try TestKeys.signers()
        for (version, keys) in [(2, UInt8(2)...4), (3, 3...5), (4, 3...3)] {
            let set = try TestKeys.rootSet(keys, threshold: version == 4 ? 1 : 2)
            let published = try repository.writer.rotateRoot(
                to: RootKeys(root: set, signers: signers), rootSigners: try TestKeys.keys(1...5), now: later)
            #expect(published?.versions.root == version)
            #expect(published?.resigned == [.timestamp])
            #expect(try await gate.update(from: repository.path, now: later).files == TestRepository.files)
        }
        let fresh = try TestGate(root: repository.root)
        #expect(try await fresh.update(from: repository.path, now: later).files == TestRepository.files)
        #expect(try repository.reopened().resignTimestamp(now: later).versions.root == 4)
    }

    @Test("New keys for targets, snapshot and timestamp; the old ones are then refused")
    func onlineKeys() async throws {
        let repository = try TestRepository(publishing: TestRepository.files)
        let gate = try TestGate(root: repository.root)
        try await gate.update(from: repository.path, now: start)
        let new = try newOnline()
        let published = try repository.writer.rotateRoot(
            to: RootKeys(root: try TestKeys.rootSet(), signers: new), rootSigners: try TestKeys.keys(2...3),
            signers: new,
            now: later)
        #expect(published?.versions.root == 2)
        #expect(published?.versions.targets == 2)
        #expect(published?.versions.status == 1)
        #expect(try await gate.update(from: repository.path, now: later).files == TestRepository.files)
        #expect(try await TestGate(root: repository.root).update(from: repository.path, now: later).files.count == 9)
        #expect(try repository.writer.publish(.changes(put: ["keys.json": []]), now: later).versions.targets == 3)
        let error = try #require(throws: RepositoryError.self) { try repository.reopened().resignTimestamp(now: later) }
        #expect(error.code == .wrongSigner)
        #expect(try await gate.update(from: repository.path, now: later).files["keys.json"] == [])
    }

    @Test("Without the old keys the root comes first, and everything has to be given")
    func lostKeys() async throws {
        let repository = try TestRepository(publishing: TestRepository.files)
        let gate = try TestGate(root: repository.root)
        try await gate.update(from: repository.path, now: start)
        let new = try newOnline()
        let writer = try repository.reopened(signers: new)
        func rotate(_ update: TargetUpdate) throws -> Published? {
            try writer.rotateRoot(
                to: RootKeys(root: try TestKeys.rootSet(), signers: new), rootSigners: try TestKeys.keys(1...2),
                update: update, now: later)
        }
        let error = try #require(throws: RepositoryError.self) { try rotate(.changes(put: [:])) }
        #expect(error.code == .incomplete)
        #expect(!FileManager.default.fileExists(atPath: repository.path + "/metadata/2.root.json"))
        let published = try rotate(.everything(TestRepository.files))
        #expect(published?.versions.root == 2)
        #expect(try await gate.update(from: repository.path, now: later).files == TestRepository.files)
    }

    @Test("Metadata under the old keys is not carried over by a writer that starts after a rotation was broken off")
    func brokenOff() async throws {
        let repository = try TestRepository(publishing: TestRepository.files)
        let new = try newOnline()
        let copy = repository.folder.path + "/copy"
        try FileManager.default.copyItem(atPath: repository.path, toPath: copy)
        _ = try repository.writer.rotateRoot(
            to: RootKeys(root: try TestKeys.rootSet(), signers: new), rootSigners: try TestKeys.keys(1...2),
            signers: new,
            now: later)
        // Only the root arrived.
        try FileManager.default.copyItem(
            atPath: repository.path + "/metadata/2.root.json", toPath: copy + "/metadata/2.root.json")
        let writer = RepositoryWriter(directory: copy, signers: new)
        let error = try #require(throws: RepositoryError.self) { try writer.resignTimestamp(now: later) }
        #expect(error.code == .incomplete)
        _ = try writer.publish(.everything(TestRepository.files), now: later)
        let gate = try TestGate(root: repository.root)
        #expect(try await gate.update(from: copy, now: later).files == TestRepository.files)
    }

    @Test("A time that was published by mistake is taken back with the timestamp key")
    func mistakenFuture() async throws {
        let repository = try TestRepository(publishing: TestRepository.files)
        let gate = try TestGate(root: repository.root)
        let future = start + 5 * TestRepository.day
        let floor = try repository.writer.resignTimestamp(now: future).versions
        try await gate.update(from: repository.path, now: start)
        let new = try newOnline()
        let published = try repository.writer.rotateRoot(
            to: RootKeys(root: try TestKeys.rootSet(), signers: new), rootSigners: try TestKeys.keys(1...2),
            signers: new,
            update: .everything(TestRepository.files), now: later, floor: floor)
        #expect(published?.issued == later)
        #expect(try await gate.update(from: repository.path, now: later).issued == later)
        let next = try repository.writer.resignTimestamp(now: later + 1, floor: floor)
        #expect(next.issued == later + 1)
    }

    @Test("Keys of the delegated roles change through targets")
    func delegatedKeys() async throws {
        let repository = try TestRepository(publishing: TestRepository.files)
        let gate = try TestGate(root: repository.root)
        try await gate.update(from: repository.path, now: start)
        var new = try TestKeys.signers()
        new[.status] = [try TestKeys.key(99)]
        let error = try #require(throws: RepositoryError.self) {
            try repository.reopened(signers: new).publish(.changes(put: ["status/0": []]), now: later)
        }
        #expect(error.code == .wrongSigner)
        let published = try repository.writer.rotateDelegatedKeys(to: new, now: later)
        #expect(published.resigned == [.targets, .status, .snapshot, .timestamp])
        #expect(try await gate.update(from: repository.path, now: later).files == TestRepository.files)
        #expect(try repository.writer.publish(.changes(put: ["status/0": [5]]), now: later).versions.status == 3)
        #expect(try await gate.update(from: repository.path, now: later).files["status/0"] == [5])
        #expect(throws: RepositoryError.self) {
            try repository.reopened().publish(.changes(put: ["status/0": []]), now: later)
        }
    }

    @Test("A root can be signed elsewhere, one signature at a time")
    func offline() async throws {
        let folder = try TestFolder()
        let signers = try TestKeys.signers()
        let writer = RepositoryWriter(directory: folder.path + "/tuf", signers: signers)
        let keys = try RootKeys(root: try TestKeys.rootSet(), signers: signers)
        let unsigned = try writer.unsignedRoot(keys, now: start)
        #expect(unsigned == (try writer.unsignedRoot(keys, now: start)))
        let signatures = try TestKeys.keys(1...3).map { key in
            RootSignature(publicKey: key.publicKey, signature: key.sign(unsigned))
        }
        let tooFew = try #require(throws: RepositoryError.self) {
            try writer.assembleRoot(unsigned, signatures: [signatures[0], signatures[0]])
        }
        #expect(tooFew.code == .invalidRoot)
        let wrong = try #require(throws: RepositoryError.self) {
            try writer.assembleRoot(
                unsigned,
                signatures: [
                    signatures[0],
                    RootSignature(publicKey: signatures[1].publicKey, signature: signatures[2].signature),
                ])
        }
        #expect(wrong.code == .signatureRefused)
        let root = try writer.assembleRoot(unsigned, signatures: [signatures[2], signatures[0]])
        #expect(root == (try writer.assembleRoot(unsigned, signatures: [signatures[0], signatures[2]])))
        #expect(try writer.installRoot(root, now: start) == nil)
        _ = try writer.publish(.everything(TestRepository.files), now: start)
        let generation = try await TestGate(root: root).update(from: folder.path + "/tuf", now: start)
        #expect(generation.files == TestRepository.files)
        #expect(throws: RepositoryError.self) { try writer.installRoot(root, now: start) }
    }

    @Test("Bytes that are no root are refused", arguments: ["", "{}", "[", "null", "{\"_type\":\"root\"}", "\u{0}"])
    func noRoot(text: String) throws {
        let repository = try TestRepository(publishing: TestRepository.files)
        for operation in [
            { _ = try repository.writer.assembleRoot(Array(text.utf8), signatures: []) },
            { _ = try repository.writer.installRoot(Array(text.utf8), now: later) },
        ] {
            let error = try #require(throws: RepositoryError.self, performing: operation)
            #expect(error.code == .invalidRoot)
        }
    }

    @Test("A root that does not follow the newest one is refused")
    func wrongSuccessor() throws {
        let repository = try TestRepository(publishing: TestRepository.files)
        let signers = try TestKeys.signers()
        func code(_ keys: RootKeys, _ rootSigners: ClosedRange<UInt8>, signers: RoleSigners? = nil) throws
            -> RepositoryError.Code
        {
            try #require(throws: RepositoryError.self) {
                try repository.writer.rotateRoot(
                    to: keys, rootSigners: try TestKeys.keys(rootSigners), signers: signers, now: later)
            }.code
        }
        // Signed by one old key; by old keys only; by new keys only.
        let newRoot = try RootKeys(root: try TestKeys.rootSet(4...6), signers: signers)
        let newSigners = try newOnline()
        #expect(try code(newRoot, 3...6) == .invalidRoot)
        #expect(try code(newRoot, 1...3) == .invalidRoot)
        #expect(try code(newRoot, 4...6) == .invalidRoot)
        // The root does not name the keys that will sign.
        #expect(try code(newRoot, 1...6, signers: newSigners) == .wrongSigner)
        let contents = try repository.writer.inspect()
        #expect(contents?.versions.root == 1)
        #expect(contents?.versions.timestamp == 1)
    }

    @Test("A root under which the keys at hand could not go on is refused before it is there")
    func unusableRoot() throws {
        let repository = try TestRepository(publishing: TestRepository.files)
        let signers = try TestKeys.signers()
        for role in [RepositoryRole.snapshot, .timestamp] {
            let both = KeySet(
                [try #require(signers.publicKeys(role).first), try TestKeys.key(70).publicKey], threshold: 2)
            let keys = RootKeys(
                root: try TestKeys.rootSet(), targets: KeySet(signers.publicKeys(.targets)),
                snapshot: role == .snapshot ? both : KeySet(signers.publicKeys(.snapshot)),
                timestamp: role == .timestamp ? both : KeySet(signers.publicKeys(.timestamp)))
            let error = try #require(throws: RepositoryError.self) {
                try repository.writer.rotateRoot(to: keys, rootSigners: try TestKeys.keys(1...2), now: later)
            }
            #expect(error.code == .missingSigner)
        }
        #expect(try repository.writer.inspect()?.versions.root == 1)
    }

    @Test("A root that was made by another program is looked at as closely")
    func foreignRoot() throws {
        let repository = try TestRepository(publishing: TestRepository.files)
        let keys = try RootKeys(root: try TestKeys.rootSet(), signers: try TestKeys.signers())
        let unsigned = try repository.writer.unsignedRoot(keys, now: start)
        func signed(_ change: (inout Root) -> Void) throws -> [UInt8] {
            let wrapped = Array("{\"signatures\":[],\"signed\":".utf8) + unsigned + Array("}".utf8)
            var root = try Signed<Root>(decoding: wrapped).content
            change(&root)
            var file = Signed(root)
            for key in try TestKeys.keys(1...3) {
                file.add(
                    MetadataSignature(keyID: MetadataKey(key.publicKey).id, signature: key.sign(file.signedBytes)))
            }
            return file.encoded()
        }
        let roots = [
            try signed { $0.roles["targets"]?.threshold = 2 }, try signed { $0.roles["targets"]?.keyIDs = [] },
            try signed { $0.keys = $0.keys.mapValues { _ in MetadataKey(keys.timestamp.keys[0]) } },
            try signed { $0.expires = later }, try signed { $0.version = 3 },
            try signed { $0.consistentSnapshot = nil },
        ]
        for root in roots {
            let error = try #require(throws: RepositoryError.self) {
                try repository.writer.installRoot(root, now: later)
            }
            #expect(error.code == .invalidRoot)
        }
        let large = try signed {
            $0.header.unrecognized["x"] = .string(ExactText(String(repeating: "x", count: 512_000)))
        }
        let error = try #require(throws: RepositoryError.self) { try repository.writer.installRoot(large, now: later) }
        #expect(error.code == .tooLarge)
        // Signed bytes that are not in the form that is signed.
        for bytes in [[UInt8(ascii: " ")] + unsigned, unsigned + Array(" ".utf8)] {
            let error = try #require(throws: RepositoryError.self) {
                try repository.writer.assembleRoot(bytes, signatures: [])
            }
            #expect(error.code == .invalidRoot && error.description.contains("canonical"))
        }
        #expect(try repository.writer.inspect()?.versions.root == 1)
        #expect(try repository.writer.installRoot(try signed { _ in }, now: later)?.versions.root == 2)
    }

    @Test("Unusable sets of keys are refused before anybody signs")
    func invalidKeys() throws {
        let repository = try TestRepository()
        let signers = try TestKeys.signers()
        let one = try TestKeys.key(1).publicKey
        for set in [
            KeySet([]), KeySet([one, one]), KeySet([one], threshold: 0), KeySet([one], threshold: 2),
            KeySet(signers.publicKeys(.timestamp)),
        ] {
            let error = try #require(throws: RepositoryError.self) {
                try repository.writer.unsignedRoot(RootKeys(root: set, signers: signers), now: later)
            }
            #expect(error.code == .invalidKeys)
        }
    }

    @Test("A rotation that is done again after it was done is one version more, not a fault")
    func twice() async throws {
        let repository = try TestRepository(publishing: TestRepository.files)
        let new = try newOnline()
        for version in 2...3 {
            let published = try repository.writer.rotateRoot(
                to: RootKeys(root: try TestKeys.rootSet(), signers: new), rootSigners: try TestKeys.keys(1...2),
                signers: new, now: later)
            #expect(published?.versions.root == version)
        }
        let gate = try TestGate(root: repository.root)
        #expect(try await gate.update(from: repository.path, now: later).files == TestRepository.files)
    }

    @Test("An expired root is followed by a new one")
    func expiredRoot() async throws {
        let repository = try TestRepository(publishing: TestRepository.files)
        let year = start + 400 * TestRepository.day
        #expect(throws: RepositoryError.self) { try repository.writer.resignTimestamp(now: year) }
        let published = try repository.writer.rotateRoot(
            to: RootKeys(root: try TestKeys.rootSet(), signers: try TestKeys.signers()),
            rootSigners: try TestKeys.keys(1...2), now: year)
        #expect(published?.expires[.root] == year + 365 * TestRepository.day)
        let gate = try TestGate(root: repository.root)
        #expect(try await gate.update(from: repository.path, now: year).files == TestRepository.files)
    }
}
