import Hummingbird
import NIOCore
import OpenData
import PassCrypto
import Register
import Synchronization

/// The files for download, made anew when there is another release, and never otherwise.
final class DataShelf: Sendable {
    struct Shelf: Sendable {
        let releases: Int64
        let files: DataFiles
        let byName: [String: (file: DataFiles.File, tag: String)]
    }

    private let register: Register
    private let kept = Mutex<Shelf?>(nil)

    init(register: Register) { self.register = register }

    /// Nil where nothing is published: the seeds are older than the file that says by whom.
    func shelf() async throws -> Shelf? {
        let releases = try await register.dataReleaseCount()
        if let shelf = kept.withLock({ $0 }), shelf.releases == releases { return shelf }
        guard let files = try await register.dataFiles() else { return nil }
        let shelf = Self.made(files, releases)
        kept.withLock { $0 = shelf }
        return shelf
    }

    @inline(never)
    private static func made(_ files: DataFiles, _ releases: Int64) -> Shelf {
        Shelf(
            releases: releases, files: files,
            byName: Dictionary(
                files.all.map { ($0.name, ($0, EntityTags.tag(of: $0.bytes))) }, uniquingKeysWith: { first, _ in first }
            ))
    }
}
