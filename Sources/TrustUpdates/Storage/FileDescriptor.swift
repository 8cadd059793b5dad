import Foundation

/// An open file or folder, closed when it goes out of scope. Names are opened relative to a folder and never through a
/// symbolic link.
struct FileDescriptor: ~Copyable {
    let number: CInt
    private let name: String

    private init(_ number: CInt, _ name: String) throws(FileFault) {
        guard number >= 0 else { throw .last(name) }
        self.number = number
        self.name = name
    }

    deinit {
        close(number)
    }

    /// A folder the operator named; the path itself may lead through links.
    static func folder(at path: String) throws(FileFault) -> FileDescriptor {
        try FileDescriptor(open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC), path)
    }

    borrowing func folder(_ name: String) throws(FileFault) -> FileDescriptor {
        try FileDescriptor(openat(number, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC), name)
    }

    /// Opens without waiting, also where `name` is a pipe that nobody writes to.
    borrowing func file(_ name: String) throws(FileFault) -> FileDescriptor {
        try FileDescriptor(openat(number, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC), name)
    }

    /// Opens for writing from the start, made when it is not there.
    borrowing func newFile(_ name: String) throws(FileFault) -> FileDescriptor {
        try FileDescriptor(openat(number, name, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o644), name)
    }

    /// Everything up to the end of a regular file.
    borrowing func content(limit: Int) throws(FileFault) -> FileContent {
        var status = stat()
        guard fstat(number, &status) == 0 else { throw .last(name) }
        guard status.st_mode & S_IFMT == S_IFREG else { return .notRegular }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(number, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .last(name) }
            if count == 0 { return .bytes(bytes) }
            guard count <= limit - bytes.count else { return .tooLarge }
            bytes.append(contentsOf: buffer[..<count])
        }
    }

    borrowing func write(_ content: [UInt8]) throws(FileFault) {
        var rest = content[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(number, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .last(name) }
            rest = rest.dropFirst(count)
        }
    }

    borrowing func sync() throws(FileFault) {
        guard fsync(number) == 0 else { throw .last(name) }
    }

    borrowing func rename(_ name: String, to newName: String) throws(FileFault) {
        guard renameat(number, name, number, newName) == 0 else { throw .last(newName) }
    }

    /// Removes `name`; it is no error when it is not there.
    borrowing func remove(_ name: String) throws(FileFault) {
        guard unlinkat(number, name, 0) == 0 || errno == ENOENT else { throw .last(name) }
    }
}
