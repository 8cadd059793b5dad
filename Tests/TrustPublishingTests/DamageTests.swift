import Foundation
import Testing
import TrustPublishing
import TrustUpdates

/// The writer's own folder, changed by somebody else.
@Suite("Damaged folders")
struct DamageTests {
    private let later = TestRepository.start + 60

    static let metadata = [
        "1.root.json", "1.targets.json", "1.status.json", "1.ops.json", "1.audit.json", "1.snapshot.json",
        "timestamp.json",
    ]

    /// Some change to the bytes of a file.
    enum Damage: String, CaseIterable, Sendable {
        case empty, halved, oneMoreByte, notJSON, notUTF8, otherJSON, deep, huge

        func apply(_ bytes: [UInt8]) -> [UInt8] {
            switch self {
            case .empty: []
            case .halved: Array(bytes.prefix(bytes.count / 2))
            case .oneMoreByte: bytes + [0]
            case .notJSON: Array("not JSON".utf8)
            case .notUTF8: [0xFF, 0xFE] + bytes
            case .otherJSON: Array("{\"signatures\":[],\"signed\":{}}".utf8)
            case .deep: [UInt8](repeating: UInt8(ascii: "["), count: 10_000)
            case .huge: [UInt8](repeating: UInt8(ascii: " "), count: 5_000_001)
            }
        }
    }

    @Test("A damaged metadata file is named, and nothing is written", arguments: metadata, Damage.allCases)
    func damaged(file: String, damage: Damage) throws {
        let repository = try TestRepository(publishing: TestRepository.files)
        let path = repository.path + "/metadata/" + file
        try TestFolder.write(damage.apply(try TestFolder.read(path)), path)
        try expectRefusal(repository, naming: file)
    }

    @Test("Any flipped bit of signed metadata is noticed", arguments: metadata)
    func bits(file: String) throws {
        let repository = try TestRepository(publishing: TestRepository.files)
        let path = repository.path + "/metadata/" + file
        let bytes = try TestFolder.read(path)
        let before = try TestFolder.contents(repository.path)
        // Every byte, one bit each, so that the test stays short.
        for index in bytes.indices {
            var flipped = bytes
            flipped[index] ^= 1 << UInt8(index % 8)
            try TestFolder.write(flipped, path)
            do throws(RepositoryError) {
                _ = try repository.writer.inspect()
                // Only in what no signature covers and no hash names: the signatures' own part of these two files.
                #expect(["timestamp.json", "1.root.json"].contains(file))
                #expect(String(decoding: bytes[..<index], as: UTF8.self).contains("\"signed\"") == false)
            } catch {
                #expect([.damaged, .incomplete].contains(error.code))
            }
        }
        try TestFolder.write(bytes, path)
        #expect(try TestFolder.contents(repository.path) == before)
    }

    @Test("A missing metadata file is named", arguments: metadata.filter { $0.hasPrefix("1.") && $0 != "1.root.json" })
    func missing(file: String) throws {
        let repository = try TestRepository(publishing: TestRepository.files)
        try FileManager.default.removeItem(atPath: repository.path + "/metadata/" + file)
        try expectRefusal(repository, naming: file)
    }

    @Test("A link, a folder or a pipe is not read in place of a file", arguments: metadata)
    func notRegular(file: String) throws {
        let repository = try TestRepository(publishing: TestRepository.files)
        let path = repository.path + "/metadata/" + file
        let copy = repository.folder.path + "/copy"
        try FileManager.default.moveItem(atPath: path, toPath: copy)
        #expect(symlink(copy, path) == 0)
        try expectRefusal(repository, naming: file)
        try FileManager.default.removeItem(atPath: path)
        #expect(mkfifo(path, 0o600) == 0)
        try expectRefusal(repository, naming: file)
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        try expectRefusal(repository, naming: file)
    }

    private func expectRefusal(_ repository: TestRepository, naming file: String) throws {
        // Regular files only: a pipe can't be read here either.
        let names = Set(try FileManager.default.subpathsOfDirectory(atPath: repository.path))
        let publish = { _ = try repository.writer.publish(.everything(TestRepository.files), now: later) }
        for operation in [publish, { _ = try repository.writer.inspect() }] {
            let error = try #require(throws: RepositoryError.self, performing: operation)
            #expect([.damaged, .fileSystem].contains(error.code))
            #expect(error.description.contains(file))
            #expect(!error.description.contains("\n"))
        }
        #expect(Set(try FileManager.default.subpathsOfDirectory(atPath: repository.path)) == names)
    }

    @Test(
        "The error's advice works: without timestamp.json everything is published anew, above all versions",
        arguments: metadata.dropFirst())
    func advice(file: String) async throws {
        let repository = try TestRepository()
        let gate = try TestGate(root: repository.root)
        var versions = RepositoryVersions.none
        for time in 0..<3 {
            versions = try repository.writer.publish(
                .everything(TestRepository.files.merging(["status/0": [UInt8(time)], "ops/a": [UInt8(time)]]) { $1 }),
                now: TestRepository.start + Int64(time)
            ).versions
        }
        try await gate.update(from: repository.path, now: later)
        let name =
            file == "timestamp.json" ? file : file.replacingOccurrences(of: "1.", with: "\(version(file, versions)).")
        try TestFolder.write([1, 2, 3], repository.path + "/metadata/" + name)
        #expect(throws: RepositoryError.self) { try repository.writer.resignTimestamp(now: later) }
        try FileManager.default.removeItem(atPath: repository.path + "/metadata/timestamp.json")
        let needsAll = try #require(throws: RepositoryError.self) {
            try repository.writer.resignTimestamp(now: later, floor: versions)
        }
        #expect(needsAll.code == .incomplete)
        let published = try repository.writer.publish(
            .everything(TestRepository.files), now: later, floor: versions)
        for role in RepositoryRole.allCases where role != .root {
            #expect(published.versions[role] > versions[role])
        }
        #expect(try await gate.update(from: repository.path, now: later).files == TestRepository.files)
    }

    private func version(_ file: String, _ versions: RepositoryVersions) -> Int {
        RepositoryRole(rawValue: String(file.split(separator: ".")[1])).map { versions[$0] } ?? 0
    }

    @Test("Lost and damaged target files are written again when everything is published")
    func targets() async throws {
        let repository = try TestRepository(publishing: TestRepository.files)
        let contents = try repository.writer.inspect(readingTargets: true)
        let list = try #require(contents?.targets["status/0"]?.sha256Hex)
        let level = try #require(contents?.targets["ops/level.json"]?.sha256Hex)
        try FileManager.default.removeItem(atPath: repository.path + "/targets/status/\(list).0")
        let lost = try #require(throws: RepositoryError.self) { try repository.writer.resignTimestamp(now: later) }
        #expect(lost.code == .incomplete)
        _ = try repository.writer.publish(.everything(TestRepository.files), now: later)
        // The same length, another content: only who reads it notices.
        try TestFolder.write(Array("{\"level\":9}".utf8), repository.path + "/targets/ops/\(level).level.json")
        #expect(throws: RepositoryError.self) { try repository.writer.inspect(readingTargets: true) }
        let published = try repository.writer.publish(.everything(TestRepository.files), now: later)
        #expect(published.resigned == [.timestamp])
        #expect(try repository.writer.inspect(readingTargets: true) != nil)
        let generation = try await TestGate(root: repository.root).update(from: repository.path, now: later)
        #expect(generation.files == TestRepository.files)
    }

    @Test("A list of superseded files that somebody wrote removes nothing that is in use or not ours")
    func supersededList() async throws {
        let repository = try TestRepository(publishing: TestRepository.files)
        try TestFolder.write([1], repository.path + "/targets/README")
        try TestFolder.write([1], repository.folder.path + "/outside")
        var text = "timestamp 1\n5\n x\n99999999999999999999 y\n-1 z\n0 ../outside\n0 metadata/1.root.json\n"
        text += "0 targets/README\n0 metadata/timestamp.json\n"
        for name in try TestFolder.contents(repository.path).keys { text += "0 \(name)\n" }
        try TestFolder.write(Array(text.utf8), repository.path + "/superseded.txt")
        let published = try repository.writer.resignTimestamp(now: later)
        #expect(published.removedFiles == 0)
        #expect(FileManager.default.fileExists(atPath: repository.folder.path + "/outside"))
        #expect(FileManager.default.fileExists(atPath: repository.path + "/targets/README"))
        try await TestGate(root: repository.root).update(from: repository.path, now: later)
        for bytes: [UInt8] in [[], [0xFF], Array("timestamp 999999999999999999999\n".utf8)] {
            try TestFolder.write(bytes, repository.path + "/superseded.txt")
            #expect(try repository.writer.resignTimestamp(now: later).tidyingError == nil)
        }
    }

    @Test("A folder that can't be written ends in one sentence", .enabled(if: getuid() != 0, "root may write anywhere"))
    func readOnly() throws {
        let repository = try TestRepository(publishing: TestRepository.files)
        chmod(repository.path + "/metadata", 0o500)
        defer { chmod(repository.path + "/metadata", 0o700) }
        let error = try #require(throws: RepositoryError.self) { try repository.writer.resignTimestamp(now: later) }
        #expect(error.code == .fileSystem)
    }
}
