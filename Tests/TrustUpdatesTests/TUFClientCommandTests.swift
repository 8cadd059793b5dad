import Foundation
import StrictJSON
import Testing
import TrustUpdates

@Suite struct TUFClientCommandTests {
    private let metadata: TestGate
    private let downloads: TestGate
    private var command: TUFClientCommand { TUFClientCommand(metadataDirectory: metadata.folder) }

    init() throws {
        metadata = try TestGate(root: nil)
        downloads = try TestGate(root: nil)
    }

    /// Serves one of the two folders of a repository.
    private func fetcher(_ repository: TestRepository, _ folder: String) -> MemoryFetcher {
        let files = repository.files.filter { $0.key.hasPrefix(folder) }
        return MemoryFetcher(
            Dictionary(uniqueKeysWithValues: files.map { (String($0.key.dropFirst(folder.count)), $0.value) }))
    }

    private func download(
        _ names: [String], _ repository: TestRepository, targets: MemoryFetcher? = nil
    ) async -> UpdateError.Code? {
        await refusal { () async throws(UpdateError) in
            try await command.download(
                names, to: downloads.folder, metadata: fetcher(repository, "metadata/"),
                targets: targets ?? fetcher(repository, "targets/"), now: TestRepository.start)
        }
    }

    @Test func `A root is stored as it is, and trusted only when it is whole`() async throws {
        let repository = try TestRepository()
        try command.initialise(root: repository.firstRoot)
        #expect(metadata.stored("root.json") == repository.firstRoot)
        var damaged = repository.firstRoot
        damaged[damaged.count - 10] ^= 2
        #expect(throws: UpdateError.self) { try command.initialise(root: damaged) }
        #expect(throws: UpdateError.self) { try command.initialise(root: []) }
        #expect(metadata.stored("root.json") == repository.firstRoot)
        try await command.refresh(metadata: fetcher(repository, "metadata/"), now: TestRepository.start)
        #expect(metadata.version("targets") == 1)
    }

    @Test func `Targets are written under their percent-encoded paths`() async throws {
        var repository = try TestRepository()
        repository.addTarget("a/é ü", [9], to: "targets")
        try repository.publishNext()
        try command.initialise(root: repository.firstRoot)
        #expect(await download(["a/é ü", "status/0"], repository) == nil)
        #expect(downloads.stored("a%2F%C3%A9%20%C3%BC") == [9])
        #expect(downloads.stored("status%2F0") == [4, 5, 6])
    }

    @Test func `A target that is there and right is not fetched again, and a wrong one is`() async throws {
        let repository = try TestRepository()
        try command.initialise(root: repository.firstRoot)
        #expect(await download(["keys.json"], repository) == nil)
        let targets = fetcher(repository, "targets/")
        #expect(await download(["keys.json"], repository, targets: targets) == nil)
        #expect(targets.requests.isEmpty)
        try downloads.write("keys.json", [1, 2, 4])
        #expect(await download(["keys.json"], repository, targets: targets) == nil)
        #expect(targets.requests.count == 1)
        #expect(downloads.stored("keys.json") == [1, 2, 3])
    }

    @Test func `The first failure ends it, and a held file stays`() async throws {
        var repository = try TestRepository()
        try command.initialise(root: repository.firstRoot)
        #expect(await download(["keys.json", "none", "status/0"], repository) == .noSuchTarget)
        #expect(downloads.names == ["keys.json"])
        repository.addTarget("keys.json", [8], to: "targets")
        try repository.publishNext()
        repository.files[repository.targetPath("keys.json", [8])] = [9]
        #expect(await download(["keys.json"], repository) == .hashMismatch)
        #expect(downloads.stored("keys.json") == [1, 2, 3])
    }

    @Test func `A name too long for a file is refused with a reason`() async throws {
        var repository = try TestRepository()
        let name = String(repeating: "é", count: 100)
        repository.addTarget(ExactText(name), [1], to: "targets")
        try repository.publishNext()
        try command.initialise(root: repository.firstRoot)
        #expect(await download([name], repository) == .storage)
    }
}
