/// A repository in a folder: a courier's USB stick, a mounted share.
///
/// Whoever prepared the stick is not trusted: only regular files below the folder are read, no symbolic link is followed
/// anywhere on the way, and no pipe or device is waited for.
package final class DirectoryFetcher: RepositoryFetcher {
    private let folder: FileDescriptor

    /// - Throws: `FetchError.failed` when `root` is no folder that can be opened.
    package init(root: String) throws(FetchError) {
        do throws(FileFault) {
            folder = try FileDescriptor.folder(at: root)
        } catch {
            throw .failed(error.sentence)
        }
    }

    package func fetch(_ path: String, limit: Int) async throws(FetchError) -> [UInt8] {
        guard RepositoryPath.isPlain(path) else { throw .failed("its name is not a plain path") }
        let content: FileContent
        do throws(FileFault) {
            content = try Self.open(path.split(separator: "/").map(String.init)[...], in: folder).content(limit: limit)
        } catch {
            throw error.isMissing ? .notFound : .failed(error.sentence)
        }
        switch content {
        case .notRegular: throw .failed("it is not a regular file")
        case .tooLarge: throw .tooLarge
        case .bytes(let bytes): return bytes
        }
    }

    private static func open(
        _ parts: ArraySlice<String>, in folder: borrowing FileDescriptor
    ) throws(FileFault) -> FileDescriptor {
        let name = parts.first ?? ""
        guard parts.count > 1 else { return try folder.file(name) }
        return try open(parts.dropFirst(), in: folder.folder(name))
    }
}
