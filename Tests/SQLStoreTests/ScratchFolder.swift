import Foundation

/// An empty folder that is removed with its contents when the test is over.
final class ScratchFolder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "sqlstore-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String) -> String { path + "/" + name }
}
