import Foundation
import PassCrypto
import Testing
import TrustPublishing
import TrustUpdates

@Suite("Publishing")
struct PublishingTests {
    private let now = TestRepository.start

    @Test("A gate gets exactly what was published, with the time it was issued")
    func endToEnd() async throws {
        let repository = try TestRepository()
        let published = try repository.writer.publish(.everything(TestRepository.files), now: now)
        #expect(
            published.versions
                == RepositoryVersions(
                    root: 1, targets: 1, status: 1, ops: 1, audit: 1, snapshot: 1, timestamp: 1, issued: now))
        #expect(published.resigned == [.targets, .status, .ops, .audit, .snapshot, .timestamp])
        #expect(published.targetCount == TestRepository.files.count)
        #expect(published.tidyingError == nil)
        let generation = try await TestGate(root: repository.root).update(from: repository.path, now: now + 60)
        #expect(generation.files == TestRepository.files)
        #expect(generation.issued == now)
        #expect(generation.timestampVersion == 1)
    }

    @Test("An empty repository is one that gates accept")
    func empty() async throws {
        let repository = try TestRepository(publishing: [:])
        let generation = try await TestGate(root: repository.root).update(from: repository.path, now: now)
        #expect(generation.files.isEmpty)
    }

    @Test("Files are where other clients look for them")
    func layout() throws {
        let repository = try TestRepository(publishing: TestRepository.files)
        let list = Hash.sha256Hex(Array("the first list".utf8))
        let names = Set(try TestFolder.contents(repository.path).keys)
        #expect(names.contains("targets/status/\(list).0"))
        #expect(names.contains("targets/\(Hash.sha256Hex(Array("{}".utf8))).policy.json"))
        for name in ["1.root", "1.targets", "1.status", "1.ops", "1.audit", "1.snapshot", "timestamp"] {
            #expect(names.contains("metadata/\(name).json"))
        }
        #expect(!names.contains { $0.contains(".new-") })
        #expect(names.count == TestRepository.files.count + 8)
    }

    @Test("Each role expires as the design says")
    func expiries() throws {
        let repository = try TestRepository()
        let published = try repository.writer.publish(.everything(TestRepository.files), now: now)
        let days = published.expires.mapValues { ($0 - now) / TestRepository.day }
        #expect(
            days == [
                .root: 365, .targets: 365, .status: 30, .ops: 30, .audit: 30, .snapshot: 8, .timestamp: 8,
            ])
        let text = String(decoding: try repository.metadata("timestamp.json"), as: UTF8.self)
        #expect(text.contains("\"expires\":\"2025-11-30T12:00:00Z\""))
        #expect(text.contains("\"issued\":\(now)"))
    }

    @Test("What did not change keeps its bytes, and only the timestamp is signed again")
    func unchanged() async throws {
        let repository = try TestRepository(publishing: TestRepository.files)
        let before = try TestFolder.contents(repository.path)
        let published = try repository.writer.publish(.everything(TestRepository.files), now: now + 600)
        #expect(published.resigned == [.timestamp])
        #expect(published.versions.timestamp == 2)
        #expect(published.issued == now + 600)
        let again = try repository.writer.resignTimestamp(now: now + 1200)
        #expect(again.resigned == [.timestamp])
        let after = try TestFolder.contents(repository.path)
        let changed = before.keys.filter { before[$0] != after[$0] }
        #expect(Set(changed) == ["metadata/timestamp.json", "superseded.txt"])
        #expect(before.count == after.count)
        let generation = try await TestGate(root: repository.root).update(from: repository.path, now: now + 1200)
        #expect(generation.issued == now + 1200)
    }

    @Test("A changed list is signed by its role alone, with snapshot and timestamp")
    func changes() async throws {
        let repository = try TestRepository(publishing: TestRepository.files)
        let gate = try TestGate(root: repository.root)
        try await gate.update(from: repository.path, now: now)
        let targets = try repository.metadata("1.targets.json")
        let published = try repository.writer.publish(
            .changes(put: ["status/1": [9]], remove: ["status/0", "status/17"]), now: now + 2)
        #expect(published.resigned == [.status, .snapshot, .timestamp])
        #expect(published.versions.status == 2)
        #expect(try repository.metadata("1.targets.json") == targets)
        var expected = TestRepository.files
        expected["status/0"] = nil
        expected["status/1"] = [9]
        #expect(try await gate.update(from: repository.path, now: now + 2).files == expected)
        // The whole set says the same as the changes.
        #expect(try repository.writer.publish(.everything(expected), now: now + 3).resigned == [.timestamp])
    }

    @Test("What is not in the whole set is no longer listed")
    func everything() async throws {
        let repository = try TestRepository(publishing: TestRepository.files)
        let published = try repository.writer.publish(.everything(["keys.json": [1]]), now: now + 1)
        #expect(published.resigned == [.targets, .status, .ops, .audit, .snapshot, .timestamp])
        let generation = try await TestGate(root: repository.root).update(from: repository.path, now: now + 1)
        #expect(generation.files == ["keys.json": [1]])
    }

    @Test("Signatures are renewed when less than half of their life is left")
    func renewal() async throws {
        let repository = try TestRepository(publishing: TestRepository.files)
        let day = TestRepository.day
        #expect(try repository.writer.resignTimestamp(now: now + 4 * day).resigned == [.timestamp])
        #expect(try repository.writer.resignTimestamp(now: now + 4 * day + 1).resigned == [.snapshot, .timestamp])
        #expect(
            try repository.writer.resignTimestamp(now: now + 15 * day + 1).resigned
                == [.status, .ops, .audit, .snapshot, .timestamp])
        #expect(try repository.writer.resignTimestamp(now: now + 183 * day).resigned.first == .targets)
        let generation = try await TestGate(root: repository.root).update(from: repository.path, now: now + 183 * day)
        #expect(generation.files == TestRepository.files)
    }

    @Test("A repository that nobody signed for months goes on from where it was")
    func afterLongPause() async throws {
        let repository = try TestRepository(publishing: TestRepository.files)
        let later = now + 300 * TestRepository.day
        let gate = try TestGate(root: repository.root)
        await #expect(throws: UpdateError.self) { try await gate.update(from: repository.path, now: later) }
        #expect(try repository.writer.resignTimestamp(now: later).versions.status == 2)
        #expect(try await gate.update(from: repository.path, now: later).files == TestRepository.files)
    }

    @Test("An expired root is said aloud, not published under")
    func expiredRoot() throws {
        let repository = try TestRepository(publishing: TestRepository.files)
        let error = try #require(throws: RepositoryError.self) {
            try repository.writer.resignTimestamp(now: now + 365 * TestRepository.day)
        }
        #expect(error.code == .rootExpired)
    }

    @Test("The same inputs give the same bytes")
    func deterministic() throws {
        let repositories = [try TestRepository(), try TestRepository()]
        for repository in repositories {
            _ = try repository.writer.publish(.everything(TestRepository.files), now: now)
            _ = try repository.writer.publish(.changes(put: ["ops/level.json": [3]]), now: now + 5)
            _ = try repository.reopened().resignTimestamp(now: now + 9)
        }
        let contents = try repositories.map { try TestFolder.contents($0.path) }
        #expect(contents[0] == contents[1])
    }

    @Test("inspect reads back what is published")
    func inspect() throws {
        let repository = try TestRepository()
        #expect(try repository.writer.inspect() == nil)
        let published = try repository.writer.publish(.everything(TestRepository.files), now: now)
        let contents = try #require(try repository.reopened().inspect(readingTargets: true))
        #expect(contents.versions == published.versions)
        #expect(contents.expires == published.expires)
        #expect(contents.targets.count == TestRepository.files.count)
        #expect(contents.targets["keys.json"]?.length == 11)
    }

    @Test("Only small clock corrections are accepted, and issued never goes back")
    func clock() throws {
        let repository = try TestRepository(publishing: TestRepository.files)
        #expect(try repository.writer.resignTimestamp(now: now - 300).issued == now)
        let error = try #require(throws: RepositoryError.self) {
            try repository.writer.resignTimestamp(now: now - 301)
        }
        #expect(error.code == .clockBehind)
        for time in [Int64.min, -1, 253_370_764_800, Int64.max] {
            let error = try #require(throws: RepositoryError.self) { try repository.writer.resignTimestamp(now: time) }
            #expect(error.code == .timeOutOfRange)
        }
    }

    @Test("Changes need something that they change")
    func incomplete() throws {
        let repository = try TestRepository()
        let error = try #require(throws: RepositoryError.self) {
            try repository.writer.publish(.changes(put: ["status/0": []]), now: now)
        }
        #expect(error.code == .incomplete)
    }

    @Test("Two publications at once are made one after the other")
    func concurrent() async throws {
        let repository = try TestRepository(publishing: TestRepository.files)
        let writer = repository.writer
        try await withThrowingTaskGroup { group in
            for number in 0..<8 {
                group.addTask {
                    _ = try writer.publish(.changes(put: ["status/\(10 + number)": [UInt8(number)]]), now: self.now + 1)
                }
            }
            try await group.waitForAll()
        }
        #expect(try writer.inspect()?.versions.timestamp == 9)
        #expect(try writer.inspect()?.targets.count == TestRepository.files.count + 8)
    }

    @Test("What clients would not read is not published")
    func tooLarge() throws {
        let repository = try TestRepository(publishing: TestRepository.files)
        var many: [String: [UInt8]] = [:]
        let padding = String(repeating: "x", count: 170)
        for number in 0..<20_000 { many["directory/TWKEL/\(padding)\(number)"] = [] }
        let large = [UInt8](repeating: 0, count: 64 << 20)
        let updates: [TargetUpdate] = [
            .everything(many), .changes(put: ["status/0": large + [0]]),
            .everything(["a": large, "b": large, "c": large, "d": large, "e": [1]]),
        ]
        for update in updates {
            let error = try #require(throws: RepositoryError.self) { try repository.writer.publish(update, now: now) }
            #expect(error.code == .tooLarge)
        }
        #expect(try repository.writer.inspect()?.targets.count == TestRepository.files.count)
    }

    @Test("Without a root there is one sentence that says so")
    func noRoot() throws {
        let folder = try TestFolder()
        let writer = RepositoryWriter(directory: folder.path + "/tuf", signers: try TestKeys.signers())
        for operation in [{ _ = try writer.inspect() }, { _ = try writer.resignTimestamp(now: now) }] {
            let error = try #require(throws: RepositoryError.self, performing: operation)
            #expect(error.code == .notInitialised)
        }
    }

    @Test("A second root is refused where there is one")
    func secondRoot() throws {
        let repository = try TestRepository()
        let error = try #require(throws: RepositoryError.self) {
            try repository.writer.initialise(
                keys: RootKeys(root: try TestKeys.rootSet(), signers: try TestKeys.signers()),
                rootSigners: try TestKeys.keys(1...2), now: now)
        }
        #expect(error.code == .alreadyInitialised)
        #expect(try repository.metadata("1.root.json") == repository.root)
    }
}
