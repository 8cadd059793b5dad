import Foundation

/// An open file or folder, closed when it goes out of scope. Names are opened relative to a folder and never through a
/// symbolic link.
package struct FileDescriptor: ~Copyable {
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
    package static func folder(at path: String) throws(FileFault) -> FileDescriptor {
        return try FileDescriptor(open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC), path)
    }

    package borrowing func folder(_ name: String) throws(FileFault) -> FileDescriptor {
        return try FileDescriptor(openat(number, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC), name)
    }

    /// Opens without waiting, also where `name` is a pipe that nobody writes to.
    package borrowing func file(_ name: String) throws(FileFault) -> FileDescriptor {
        return try FileDescriptor(openat(number, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC), name)
    }

    /// Opens for writing from the start, made when it is not there.
    package borrowing func newFile(_ name: String) throws(FileFault) -> FileDescriptor {
        return try FileDescriptor(
            openat(number, name, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o644), name)
    }

    /// Everything up to the end of a regular file.
    package borrowing func content(limit: Int) throws(FileFault) -> FileContent {
        // A status that can't be had stays all zeros, which is no regular file.
        var status = stat()
        fstat(number, &status)
        guard status.st_mode & S_IFMT == S_IFREG else { return .notRegular }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(number, &buffer, buffer.count)
            guard count >= 0 else { throw .last(name) }
            if count == 0 { return .bytes(bytes) }
            guard count <= limit - bytes.count else { return .tooLarge }
            bytes.append(contentsOf: buffer[..<count])
        }
    }

    package borrowing func write(_ content: [UInt8]) throws(FileFault) {
        var rest = content[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(number, $0.baseAddress, $0.count) }
            guard count >= 0 else { throw .last(name) }
            rest = rest.dropFirst(count)
        }
    }

    package borrowing func sync() throws(FileFault) {
        guard fsync(number) == 0 else { throw .last(name) }
    }

    package borrowing func rename(_ name: String, to newName: String) throws(FileFault) {
        guard renameat(number, name, number, newName) == 0 else { throw .last(newName) }
    }

    /// Removes `name`; it is no error when it is not there.
    package borrowing func remove(_ name: String) throws(FileFault) {
        guard unlinkat(number, name, 0) == 0 || errno == ENOENT else { throw .last(name) }
    }
}
