import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Files copied to another place, piece by piece, synced, and hashed on the way by whoever asked for it.
package enum FileCopy {
    private static let piece = 1 << 20

    /// Copies a regular file to a name that nothing has, and syncs it. Its folder is the caller's to sync.
    /// - Parameter each: gets every piece that was copied.
    /// - Throws: ``StoreError``: full, read-only or failing disk, no such file. What was written is removed again.
    package static func copy(
        _ source: String, to target: String, mode: UInt32 = 0o600, _ each: (ArraySlice<UInt8>) -> Void = { _ in }
    ) throws(StoreError) {
        let input = try reading(source)
        defer { _ = close(input) }
        let output = unsafe open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
        guard output >= 0 else { throw DurableFile.failure(target) }
        do throws(StoreError) {
            try pieces(of: input, source) { (bytes) throws(StoreError) in
                try write(bytes, to: output, target)
                each(bytes)
            }
            guard fsync(output) == 0 else { throw DurableFile.failure(target) }
        } catch {
            _ = close(output)
            _ = unsafe unlink(target)
            throw error
        }
        _ = close(output)
    }

    /// Gives every piece of a regular file to `each`.
    /// - Throws: ``StoreError``.
    package static func read(_ source: String, _ each: (ArraySlice<UInt8>) -> Void) throws(StoreError) {
        let input = try reading(source)
        defer { _ = close(input) }
        try pieces(of: input, source) { (bytes) throws(StoreError) in each(bytes) }
    }

    /// Syncs a file that another library wrote.
    /// - Throws: ``StoreError``.
    package static func sync(_ path: String) throws(StoreError) {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else { throw DurableFile.failure(path) }
        defer { _ = close(file) }
        guard fsync(file) == 0 else { throw DurableFile.failure(path) }
    }

    private static func reading(_ source: String) throws(StoreError) -> Int32 {
        // O_NONBLOCK: a pipe that somebody put there is not waited for.
        let file = unsafe open(source, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard file >= 0 else { throw DurableFile.failure(source) }
        var status = stat()
        guard unsafe fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            _ = close(file)
            throw .cannotOpen(source)
        }
        return file
    }

    private static func pieces(
        of file: Int32, _ path: String, _ body: (ArraySlice<UInt8>) throws(StoreError) -> Void
    ) throws(StoreError) {
        var buffer = [UInt8](repeating: 0, count: piece)
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes { unsafe Foundation.read(file, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw DurableFile.failure(path) }
            guard count > 0 else { return }
            try body(buffer[..<count])
        }
    }

    private static func write(_ bytes: ArraySlice<UInt8>, to file: Int32, _ path: String) throws(StoreError) {
        var rest = bytes
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Foundation.write(file, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw DurableFile.failure(path) }
            rest = rest.dropFirst(count)
        }
    }
}
