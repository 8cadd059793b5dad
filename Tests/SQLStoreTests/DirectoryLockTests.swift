import Foundation
import SQLStore
import Testing

@Suite("One process owns a folder")
struct DirectoryLockTests {
    @Test("a second opener is refused and told who holds it; the lock file stays")
    func second() async throws {
        let folder = try ScratchFolder()
        var lock: DirectoryLock? = try DirectoryLock(directory: folder.path)
        do {
            _ = try DirectoryLock(directory: folder.path)
            Issue.record("taken twice")
        } catch {
            #expect(error.code == .inUse)
            #expect(error.description.contains("process \(ProcessInfo.processInfo.processIdentifier)"))
        }
        withExtendedLifetime(lock) {}
        lock = nil
        #expect(FileManager.default.fileExists(atPath: folder.file("lock")))
        _ = try DirectoryLock(directory: folder.path)
    }

    @Test("a copy of the descriptor, as a child has it that is not another program yet, does not keep the folder")
    func forked() throws {
        let folder = try ScratchFolder()
        let lock = try DirectoryLock(directory: folder.path)
        let copy = try #require(Self.descriptor(of: folder.file("lock")).map { dup($0) })
        defer { close(copy) }
        lock.release()
        try DirectoryLock(directory: folder.path).release()
    }

    /// Where this process has a file open.
    private static func descriptor(of path: String) -> Int32? {
        let open = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        return open.compactMap { Int32($0) }.first {
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")) == path
        }
    }

    @Test("a missing folder is an error in words")
    func missing() async throws {
        let folder = try ScratchFolder()
        let code = await storeErrorCode { _ = try DirectoryLock(directory: folder.file("nowhere")) }
        #expect(code == .cannotOpen)
    }

    @Test("a link in place of the lock file is not followed")
    func link() async throws {
        let folder = try ScratchFolder()
        try FileManager.default.createSymbolicLink(
            atPath: folder.file("lock"), withDestinationPath: folder.file("elsewhere"))
        let code = await storeErrorCode { _ = try DirectoryLock(directory: folder.path) }
        #expect(code == .cannotOpen)
        #expect(!FileManager.default.fileExists(atPath: folder.file("elsewhere")))
    }
}
