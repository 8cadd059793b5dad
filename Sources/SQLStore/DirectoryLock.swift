import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Sole ownership of a data folder, from opening to the end of the process.
///
/// An advisory lock (`flock`) on `DIR/lock`: the kernel gives it up when the process ends, however it ends. The file
/// stays: removing it would let two processes hold locks on two files of one name.
package final class DirectoryLock: Sendable {
    /// Nil when it was released.
    private let descriptor: Mutex<Int32?>

    /// Takes the lock.
    /// - Throws: ``StoreError`` with code `inUse`, naming the holder's process id; `readOnly` or `cannotOpen` when the lock
    ///   file cannot be made.
    package init(directory: String) throws(StoreError) {
        let path = directory + "/lock"
        let file = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else {
            throw errno == EACCES || errno == EROFS ? .readOnly(directory) : .cannotOpen(path)
        }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            let holder = Self.holder(file)
            _ = close(file)
            throw .inUse(directory, holder: holder)
        }
        let line = Array("\(getpid())\n".utf8)
        _ = ftruncate(file, 0)
        _ = unsafe pwrite(file, line, line.count, 0)
        descriptor = Mutex(file)
    }

    deinit { release() }

    /// Gives the folder up before the process ends. Nothing may work on it any more.
    ///
    /// Unlocked before it is closed: a child that was just forked has a copy of the descriptor until it becomes another
    /// program, and the lock is held as long as any copy is open.
    package func release() {
        descriptor.withLock { descriptor in
            if let file = descriptor {
                _ = flock(file, LOCK_UN)
                _ = close(file)
            }
            descriptor = nil
        }
    }

    private static func holder(_ file: Int32) -> Int32? {
        var buffer = [UInt8](repeating: 0, count: 16)
        let count = unsafe pread(file, &buffer, buffer.count, 0)
        guard count > 0 else { return nil }
        return Int32(String(decoding: buffer.prefix(count).prefix { $0 != 0x0A }, as: UTF8.self))
    }
}
