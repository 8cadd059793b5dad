import Foundation
import SQLStore
import Testing

@Suite("Files that are whole after a power cut")
struct DurableFileTests {
    @Test("a file is replaced as a whole, with its permissions, and nothing is left beside it")
    func replace() throws {
        let folder = try ScratchFolder()
        try DurableFile.replace(folder.file("a"), with: [1, 2, 3], mode: 0o600)
        try DurableFile.replace(folder.file("a"), with: [UInt8](repeating: 9, count: 300_000), mode: 0o600)
        #expect(try Data(contentsOf: URL(filePath: folder.file("a"))) == Data(repeating: 9, count: 300_000))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a"])
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.file("a"))
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    }

    @Test("a folder that is missing is an error in words")
    func missing() async throws {
        let folder = try ScratchFolder()
        let code = await storeErrorCode { try DurableFile.replace(folder.file("no/a"), with: []) }
        #expect(code == .cannotOpen)
    }

}
