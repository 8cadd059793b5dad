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
