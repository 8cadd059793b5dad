import Foundation
import ServiceWeb
import SingleWindows
import Testing

@Suite("What lies in the folder of a single window")
struct DropFolderTests {
    private let path: String
    private let folder: DropFolder

    init() throws {
        path = NSTemporaryDirectory() + "drop-folder-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        folder = try DropFolder(path)
    }

    private func leave(_ text: String, at time: Date) throws {
        let file = path + "/in/1.json"
        try Data(text.utf8).write(to: URL(filePath: file))
        try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: file)
    }

    @Test("What is no JSON yet is left for a moment, and not for as long as its time lies ahead")
    func written() async throws {
        try leave("{", at: Date())
        #expect(try await folder.waiting().isEmpty)
        for time in [Date(timeIntervalSinceNow: 86_400), .distantFuture, Date(timeIntervalSince1970: 0)] {
            try leave("{", at: time)
            #expect(try await folder.waiting().map(\.content) == [.success(Array("{".utf8))], "\(time)")
        }
        try leave("{}", at: Date())
        #expect(try await folder.waiting().map(\.content) == [.success(Array("{}".utf8))])
        try FileManager.default.removeItem(atPath: path)
    }
}
