import Foundation
import Testing
import TrustUpdates

/// A courier's stick, prepared by somebody nobody trusts.
@Suite struct DirectoryFetcherTests {
    private let gate: TestGate
    private var root: String { gate.folder }

    init() throws {
        gate = try TestGate(root: nil)
    }

    private func fetch(_ path: String, limit: Int = 100) async -> Result<[UInt8], FetchError> {
        do throws(FetchError) {
            return .success(try await DirectoryFetcher(root: root).fetch(path, limit: limit))
        } catch {
            return .failure(error)
        }
    }

    private func isRefused(_ path: String) async -> Bool {
        if case .failure(.failed(let reason)) = await fetch(path) { !reason.isEmpty } else { false }
    }

    private func makeFolder(_ name: String) throws {
        try FileManager.default.createDirectory(atPath: "\(root)/\(name)", withIntermediateDirectories: true)
    }

    @Test func `Regular files are read, up to the limit`() async throws {
        try makeFolder("a/b")
        try gate.write("a/b/file", [1, 2, 3])
        #expect(await fetch("a/b/file") == .success([1, 2, 3]))
        #expect(await fetch("a/b/file", limit: 3) == .success([1, 2, 3]))
        #expect(await fetch("a/b/file", limit: 2) == .failure(.tooLarge))
        try gate.write("large", Array(repeating: 7, count: 200_000))
        #expect(await fetch("large", limit: 200_000) == .success(Array(repeating: 7, count: 200_000)))
        #expect(await fetch("large", limit: 199_999) == .failure(.tooLarge))
    }

    @Test func `What is not there is not found`() async throws {
        #expect(await fetch("none") == .failure(.notFound))
        #expect(await fetch("none/none") == .failure(.notFound))
    }

    @Test func `No link is followed, neither to a file nor to a folder, nor out of the tree`() async throws {
        try makeFolder("inside")
        try gate.write("inside/file", [1])
        let manager = FileManager.default
        try manager.createSymbolicLink(atPath: "\(root)/link", withDestinationPath: "inside/file")
        try manager.createSymbolicLink(atPath: "\(root)/folder", withDestinationPath: "inside")
        try manager.createSymbolicLink(atPath: "\(root)/out", withDestinationPath: "/etc")
        try manager.createSymbolicLink(atPath: "\(root)/inside/up", withDestinationPath: "..")
        for path in ["link", "folder/file", "out/passwd", "inside/up/inside/file"] {
            #expect(await isRefused(path), "\(path)")
        }
    }

    @Test(arguments: ["", "/etc/passwd", "../x", "a/../b", "a//b", "a/", ".", "..", "a/./b", "a\u{0}b", "a\nb"])
    func `A path that is not plain is refused`(path: String) async throws {
        #expect(await isRefused(path))
    }

    @Test func `Folders, pipes and files on the way are refused without waiting`() async throws {
        try makeFolder("folder")
        try gate.write("file", [1])
        #expect(mkfifo("\(root)/pipe", 0o600) == 0)
        for path in ["folder", "pipe", "file/x"] { #expect(await isRefused(path), "\(path)") }
    }

    @Test func `A root that is no folder is refused with a reason`() throws {
        try gate.write("file", [1])
        for path in ["\(root)/none", "\(root)/file", ""] {
            #expect(throws: FetchError.self) { try DirectoryFetcher(root: path) }
        }
    }

    @Test func `The folder itself may be reached through a link`() async throws {
        try makeFolder("real")
        try gate.write("real/file", [1])
        try FileManager.default.createSymbolicLink(atPath: "\(root)/mount", withDestinationPath: "real")
        #expect(try await DirectoryFetcher(root: "\(root)/mount").fetch("file", limit: 1) == [1])
    }

    @Test func `A whole repository is read from a folder`() async throws {
        let repository = try TestRepository()
        for (path, bytes) in repository.files {
            try makeFolder((path as NSString).deletingLastPathComponent)
            try gate.write(path, bytes)
        }
        let home = try TestGate(repository)
        let client = try home.client(DirectoryFetcher(root: root))
        #expect(try await client.update(holding: nil).files.count == 2)
    }
}
