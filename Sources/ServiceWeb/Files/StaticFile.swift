import Glibc
import NIOCore

/// An open regular file.
final class StaticFile: Sendable {
    struct Failure: Error, Hashable, CustomStringConvertible {
        let description: String
    }

    /// Which file it is, as far as the disk tells: a file that was replaced is another.
    struct Identity: Hashable, Sendable {
        let device: UInt64
        let inode: UInt64
        let size: Int
        let seconds: Int
        let nanoseconds: Int
    }

    private let descriptor: Int32
    let identity: Identity

    var size: Int { identity.size }

    /// Takes the descriptor over. Nil, and closed, when it is no regular file.
    init?(descriptor: Int32) {
        var information = stat()
        guard fstat(descriptor, &information) == 0, information.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            return nil
        }
        self.descriptor = descriptor
        identity = Identity(
            device: UInt64(information.st_dev), inode: UInt64(information.st_ino), size: Int(information.st_size),
            seconds: information.st_mtim.tv_sec, nanoseconds: information.st_mtim.tv_nsec)
    }

    deinit { close(descriptor) }

    /// Reads a piece.
    /// - Throws: ``Failure`` when the disk fails or the file is shorter than it was.
    func read(at offset: Int, count: Int) throws(Failure) -> ByteBuffer {
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let result = bytes.withUnsafeMutableBytes { buffer in
                pread(descriptor, buffer.baseAddress?.advanced(by: done), count - done, off_t(offset + done))
            }
            if result < 0, errno == EINTR { continue }
            guard result > 0 else {
                throw Failure(
                    description: result == 0
                        ? "a published file is shorter than it was" : String(cString: strerror(errno)))
            }
            done += result
        }
        return ByteBuffer(bytes: bytes)
    }
}
