import Foundation

/// An empty folder that goes when the test is over.
final class ScratchFolder: Sendable {
    let folder: String

    init() throws {
        folder = NSTemporaryDirectory() + "scratch-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func path(_ name: String) -> String { folder + "/" + name }

    /// The files below a folder in it, by their paths from there.
    func files(in name: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: path(name)).filter {
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: path("\(name)/\($0)"), isDirectory: &isFolder)
                && !isFolder.boolValue
        }
    }
}
