import Foundation
import Testing
import TrustPublishing
import TrustUpdates

@Suite("Superseded files")
struct RetentionTests {
    private let start = TestRepository.start

    private func list(_ number: UInt8) -> TargetUpdate {
        .changes(put: ["status/0": [UInt8](repeating: number, count: 100)])
    }

    @Test("They stay for the retention time after they were superseded, however old they were, and then go")
    func retention() async throws {
        let repository = try TestRepository(publishing: TestRepository.files)
        let before = Set(try TestFolder.contents(repository.path).keys)
        let change = start + 3 * TestRepository.day
        #expect(try repository.writer.publish(list(1), now: change).removedFiles == 0)
        #expect(try repository.writer.resignTimestamp(now: change + 86_399).removedFiles == 0)
        #expect(before.isSubset(of: try TestFolder.contents(repository.path).keys))
        // The old list, its metadata and its snapshot.
        #expect(try repository.writer.resignTimestamp(now: change + 86_400).removedFiles == 3)
        let after = Set(try TestFolder.contents(repository.path).keys)
        #expect(before.subtracting(after).count == 3)
        #expect(after.contains("metadata/1.root.json"))
        try await TestGate(root: repository.root).update(from: repository.path, now: change + 86_400)
    }

    @Test("A gate in the middle of a download still gets all files of the timestamp it began with")
    func downloadInProgress() async throws {
        let repository = try TestRepository(publishing: TestRepository.files)
        let timestamp = try repository.metadata("timestamp.json")
        for number: UInt8 in 1...20 {
            _ = try repository.writer.publish(list(number), now: start + Int64(number) * 4_000)
        }
        try TestFolder.write(timestamp, repository.path + "/metadata/timestamp.json")
        let generation = try await TestGate(root: repository.root).update(from: repository.path, now: start + 80_000)
        #expect(generation.files == TestRepository.files)
    }

    @Test("A file that is in use again starts its time anew")
    func usedAgain() throws {
        let repository = try TestRepository(publishing: TestRepository.files)
        let first = try #require(TestRepository.files["status/0"])
        _ = try repository.writer.publish(list(1), now: start)
        _ = try repository.writer.publish(.changes(put: ["status/0": first]), now: start + 80_000)
        _ = try repository.writer.publish(list(2), now: start + 90_000)
        let path = repository.path + "/targets/status/"
        let old = try #require(
            try FileManager.default.contentsOfDirectory(atPath: path).first { name in
                try TestFolder.read(path + name) == first
            })
        _ = try repository.writer.resignTimestamp(now: start + 90_000 + 86_399)
        #expect(FileManager.default.fileExists(atPath: path + old))
        _ = try repository.writer.resignTimestamp(now: start + 90_000 + 86_400)
        #expect(!FileManager.default.fileExists(atPath: path + old))
    }

    @Test("When the list of times was lost or is of another time, files stay longer, never shorter")
    func lostList() throws {
        let repository = try TestRepository(publishing: TestRepository.files)
        _ = try repository.writer.publish(list(1), now: start)
        let old = try TestFolder.read(repository.path + "/superseded.txt")
        _ = try repository.writer.resignTimestamp(now: start + 50_000)
        try TestFolder.write(old, repository.path + "/superseded.txt")
        #expect(try repository.writer.resignTimestamp(now: start + 100_000).removedFiles == 0)
        try FileManager.default.removeItem(atPath: repository.path + "/superseded.txt")
        #expect(try repository.writer.resignTimestamp(now: start + 150_000).removedFiles == 0)
        #expect(try repository.writer.resignTimestamp(now: start + 150_000 + 86_400).removedFiles == 3)
    }

    @Test("A time from the future in the list is not waited for")
    func futureTime() throws {
        let repository = try TestRepository(publishing: TestRepository.files)
        _ = try repository.writer.publish(list(1), now: start)
        let path = repository.path + "/superseded.txt"
        let text = String(decoding: try TestFolder.read(path), as: UTF8.self)
        let future = text.replacingOccurrences(of: "\(start) ", with: "\(Int64.max) ")
        #expect(future != text)
        try TestFolder.write(Array(future.utf8), path)
        #expect(try repository.writer.resignTimestamp(now: start + 1).removedFiles == 0)
        #expect(try repository.writer.resignTimestamp(now: start + 86_401).removedFiles == 3)
    }

    @Test("The retention time is the caller's")
    func otherRetention() throws {
        let repository = try TestRepository(retention: 10, publishing: TestRepository.files)
        _ = try repository.writer.publish(list(1), now: start)
        #expect(try repository.writer.resignTimestamp(now: start + 9).removedFiles == 0)
        #expect(try repository.writer.resignTimestamp(now: start + 10).removedFiles == 3)
    }

    @Test("What a crash left under temporary names is removed by the next publication")
    func unfinished() throws {
        let repository = try TestRepository(publishing: TestRepository.files)
        let left = [
            "metadata/.new-2.status.json", "targets/.new-x", "targets/directory/TWKEL/.new-y", ".new-superseded.txt",
        ]
        for name in left { try TestFolder.write([1], repository.path + "/" + name) }
        // The last one was written over and renamed.
        #expect(try repository.writer.resignTimestamp(now: start).removedFiles == 3)
        for name in left { #expect(!FileManager.default.fileExists(atPath: repository.path + "/" + name)) }
    }
}
