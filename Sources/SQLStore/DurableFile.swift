import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Files that must be whole after a power cut: either the old contents or the new, never a part.
package enum DurableFile {
    /// Writes to a temporary name, syncs, renames and syncs the folder.
    /// - Parameter time: of its last change, seconds since 1970; nil for now. It is as durable as the bytes.
    /// - Throws: ``StoreError``: full, read-only, or failing disk. The old file is then untouched.
    package static func replace(
        _ path: String, with bytes: [UInt8], mode: UInt32 = 0o644, changed time: Int64? = nil
    ) throws(StoreError) {
        let temporary = path + ".new"
        let file = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode)
        guard file >= 0 else { throw failure(path) }
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe write(file, buffer.baseAddress?.advanced(by: written), buffer.count - written)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw abandon(file, temporary, path) }
            written += count
        }
        if let time {
            let moment = timespec(tv_sec: Int(time), tv_nsec: 0)
            guard unsafe futimens(file, [moment, moment]) == 0 else { throw abandon(file, temporary, path) }
        }
        guard fsync(file) == 0 else { throw abandon(file, temporary, path) }
        _ = close(file)
        guard unsafe rename(temporary, path) == 0 else { throw failure(path) }
        try syncDirectory(of: path)
    }

    /// Makes the names in a file's folder durable.
    package static func syncDirectory(of path: String) throws(StoreError) {
        let file = unsafe open(folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard file >= 0 else { throw failure(path) }
        defer { _ = close(file) }
        guard fsync(file) == 0 else { throw failure(path) }
    }

    /// The folder that a file lies in. Foundation's own way to this (`deletingLastPathComponent`) traps for a path of one
    /// character.
    package static func folder(of path: String) -> String {
        var path = path[...]
        while path.count > 1, path.last == "/" { path.removeLast() }
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func abandon(_ file: Int32, _ temporary: String, _ path: String) -> StoreError {
        let error = failure(path)
        _ = close(file)
        _ = unsafe unlink(temporary)
        return error
    }

    /// What `errno` says of a path: to be asked first after what failed.
    static func failure(_ path: String) -> StoreError {
        switch errno {
        case ENOSPC, EDQUOT: .diskFull(path)
        case EACCES, EROFS, EPERM: .readOnly(path)
        case ENOENT, ENOTDIR, ELOOP: .cannotOpen(path)
        default: .inputOutput(path)
        }
    }
}
