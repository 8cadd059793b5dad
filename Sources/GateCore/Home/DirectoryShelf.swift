internal import Foundation
internal import SQLStore
internal import TrustFiles
internal import TrustUpdates

/// The directory of the gate's port, in parts, as it was fetched: sealed. Beside the generations of trust, for it is large and
/// decides nothing: no revocation waits for it, and a part that came stays.
///
///     HOME/directory/PORT/N     a part
///     HOME/directory/PORT/is    `COUNT VERSION`: all parts are here, as a timestamp of that version listed them
struct DirectoryShelf: DirectoryParts {
    private static let largest = DirectoryShard.largest

    private let folder: String

    init(home: String, port: String) {
        folder = "\(home)/directory/\(port)"
    }

    var count: Int { mark?.count ?? 0 }

    func part(_ number: Int) -> [UInt8]? {
        guard let data = FileManager.default.contents(atPath: "\(folder)/\(number)"), data.count <= Self.largest else {
            return nil
        }
        return [UInt8](data)
    }

    /// Whether everything that a timestamp of this version lists is here.
    func isWhole(version: Int) -> Bool { mark?.version == version }

    /// Takes in what is listed now. While the number of parts changes, the directory is not to be had.
    ///
    /// - Parameters:
    ///   - listed: the parts by number, as verified metadata has them.
    ///   - fetch: a part, verified.
    func follow(
        _ listed: [Int: TargetFile], version: Int, fetch: (Int, TargetFile) async throws -> [UInt8]
    ) async throws {
        let manager = FileManager.default
        try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
        if let mark, mark.count != listed.count { try manager.removeItem(atPath: markFile) }
        for (number, file) in listed.sorted(by: { $0.key < $1.key }) {
            guard part(number).map({ !file.matches($0) }) ?? true else { continue }
            try DurableFile.replace("\(folder)/\(number)", with: try await fetch(number, file))
        }
        try DurableFile.replace(markFile, with: Array("\(listed.count) \(version)\n".utf8))
    }

    private var markFile: String { folder + "/is" }

    private var mark: (count: Int, version: Int)? {
        guard let data = FileManager.default.contents(atPath: markFile), data.count < 64 else { return nil }
        let parts = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        guard parts.count == 2, let count = Int(parts[0]), let version = Int(parts[1]),
            (0...DirectoryShard.mostShards).contains(count)
        else { return nil }
        return (count, version)
    }
}
