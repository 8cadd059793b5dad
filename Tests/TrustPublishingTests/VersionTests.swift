import Foundation
import Testing
import TrustPublishing
import TrustUpdates

@Suite("Versions")
struct VersionTests {
    private let later = TestRepository.start + 60

    private func changed(_ number: UInt8) -> TargetUpdate {
        .everything(TestRepository.files.merging(["status/0": [number], "keys.json": [number]]) { $1 })
    }

    @Test("A folder that was deleted goes on above what the register remembers, and gates follow")
    func deletedFolder() async throws {
        let repository = try TestRepository()
        let gate = try TestGate(root: repository.root)
        var floor = RepositoryVersions.none
        for number: UInt8 in 0..<5 {
            floor = try repository.writer.publish(changed(number), now: TestRepository.start, floor: floor).versions
        }
        try await gate.update(from: repository.path, now: later)
        try FileManager.default.removeItem(atPath: repository.path)
        let noRoot = try #require(throws: RepositoryError.self) {
            try repository.writer.initialise(
                keys: RootKeys(root: try TestKeys.rootSet(), signers: try TestKeys.signers()),
                rootSigners: try TestKeys.keys(1...2), now: later, floor: floor)
        }
        #expect(noRoot.code == .rootMissing)
        // The operator copies the roots back, as the error says.
        try FileManager.default.createDirectory(
            atPath: repository.path + "/metadata", withIntermediateDirectories: true)
        try TestFolder.write(repository.root, repository.path + "/metadata/1.root.json")
        let published = try repository.writer.publish(changed(9), now: later, floor: floor)
        for role in RepositoryRole.allCases where role != .root { #expect(published.versions[role] == floor[role] + 1) }
        #expect(try await gate.update(from: repository.path, now: later).files["status/0"] == [9])
    }

    @Test("The time of the last publication counts also when the folder is gone")
    func issuedFloor() throws {
        let repository = try TestRepository()
        let error = try #require(throws: RepositoryError.self) {
            try repository.writer.publish(changed(1), now: later, floor: RepositoryVersions(issued: later + 301))
        }
        #expect(error.code == .clockBehind)
        let floor = RepositoryVersions(issued: later + 300)
        #expect(try repository.writer.publish(changed(1), now: later, floor: floor).issued == later + 300)
    }

    @Test("On a folder that is older than what was published, only everything can be published")
    func olderFolder() async throws {
        let repository = try TestRepository(publishing: TestRepository.files)
        let backup = repository.folder.path + "/backup"
        try FileManager.default.copyItem(atPath: repository.path, toPath: backup)
        let gate = try TestGate(root: repository.root)
        let floor = try repository.writer.publish(changed(1), now: TestRepository.start + 5).versions
        try await gate.update(from: repository.path, now: later)
        try FileManager.default.removeItem(atPath: repository.path)
        try FileManager.default.moveItem(atPath: backup, toPath: repository.path)
        for operation in [
            { _ = try repository.writer.resignTimestamp(now: later, floor: floor) },
            { _ = try repository.writer.publish(.changes(put: ["ops/level.json": []]), now: later, floor: floor) },
        ] {
            let error = try #require(throws: RepositoryError.self, performing: operation)
            #expect(error.code == .incomplete)
        }
        let published = try repository.writer.publish(changed(1), now: later, floor: floor)
        for role in RepositoryRole.allCases where role != .root { #expect(published.versions[role] > floor[role]) }
        #expect(try await gate.update(from: repository.path, now: later).files["status/0"] == [1])
        #expect(try repository.writer.resignTimestamp(now: later, floor: published.versions).resigned == [.timestamp])
    }

    @Test("Without a timestamp and without a floor, versions still grow from what is really ours on disk")
    func noFloor() throws {
        let repository = try TestRepository()
        for number: UInt8 in 0..<4 { _ = try repository.writer.publish(changed(number), now: TestRepository.start) }
        try FileManager.default.removeItem(atPath: repository.path + "/metadata/timestamp.json")
        // Not ours: they don't count, and are not overwritten.
        for name in ["900.status.json", "\(Int.max).snapshot.json", "5.targets.json", "01.ops.json", "x.y"] {
            try TestFolder.write([1], repository.path + "/metadata/" + name)
        }
        let published = try repository.writer.publish(changed(9), now: later)
        #expect(published.versions.status == 5)
        #expect(published.versions.targets == 6)
        #expect(published.versions.ops == 2)
        #expect(published.versions.snapshot == 5)
        #expect(try TestFolder.read(repository.path + "/metadata/5.targets.json") == [1])
    }

    @Test("A number that a failed publication used is not used again")
    func orphans() throws {
        let repository = try TestRepository(publishing: TestRepository.files)
        try TestFolder.write([1], repository.path + "/metadata/2.status.json")
        try TestFolder.write([1], repository.path + "/metadata/2.snapshot.json")
        let published = try repository.writer.publish(.changes(put: ["status/0": [1]]), now: later)
        #expect(published.versions.status == 3)
        #expect(published.versions.snapshot == 3)
        #expect(published.versions.timestamp == 2)
    }

    @Test("A root above what is on disk must be restored first")
    func rootFloor() throws {
        let repository = try TestRepository(publishing: TestRepository.files)
        let error = try #require(throws: RepositoryError.self) {
            try repository.writer.resignTimestamp(now: later, floor: RepositoryVersions(root: 2))
        }
        #expect(error.code == .rootMissing)
    }

    @Test("Numbers at the end of their range are an error, not a trap", arguments: RepositoryRole.allCases)
    func exhausted(role: RepositoryRole) throws {
        let repository = try TestRepository()
        for value in [Int.max, Int.max - 1] {
            var floor = RepositoryVersions.none
            floor[role] = value
            let error = try #require(throws: RepositoryError.self) {
                try repository.writer.publish(.everything(TestRepository.files), now: later, floor: floor)
            }
            #expect(error.code == (role == .root ? .rootMissing : .versionsExhausted))
        }
    }

    @Test("Versions are kept as one line of text")
    func text() throws {
        let versions = RepositoryVersions(
            root: 1, targets: 2, status: 3, ops: 4, audit: 5, snapshot: 6, timestamp: 7, issued: 8)
        #expect(versions.text == "root=1 targets=2 status=3 ops=4 audit=5 snapshot=6 timestamp=7 issued=8")
        #expect(RepositoryVersions(text: versions.text) == versions)
        for text in [
            "", "root=1", "\(versions.text) ", "\(versions.text) root=1", "\(versions.text) x=1",
            versions.text.replacingOccurrences(of: "8", with: "-8"),
            versions.text.replacingOccurrences(of: "8", with: "99999999999999999999"),
            versions.text.replacingOccurrences(of: "=7", with: ""),
        ] {
            #expect(RepositoryVersions(text: text) == nil)
        }
        var highest = versions
        highest.formMaximum(RepositoryVersions(root: 9, issued: 3))
        #expect(highest.text == "root=9 targets=2 status=3 ops=4 audit=5 snapshot=6 timestamp=7 issued=8")
    }
}
