import Glibc

/// The repository's folder on this machine's disk.
package struct LocalFiles: FileOperations {
    /// Absolute or relative to the working directory.
    let directory: String

    package init(directory: String) {
        self.directory = directory
    }

    package func entries(of directory: String) throws(RepositoryError) -> [FileEntry] {
        guard let stream = opendir(full(directory)) else {
            if errno == ENOENT { return [] }
            throw failure("read the folder", directory)
        }
        defer { closedir(stream) }
        var entries: [FileEntry] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else { break }
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: pointer.pointee)) {
                    String(cString: $0)
                }
            }
            guard name != ".", name != ".." else { continue }
            entries.append(FileEntry(name: name, kind: kind(directory.isEmpty ? name : directory + "/" + name)))
        }
        guard errno == 0 else { throw failure("read the folder", directory) }
        return entries
    }

    package func read(_ path: String, limit: Int) throws(RepositoryError) -> [UInt8]? {
        // O_NONBLOCK: a pipe that somebody put there must not hold the service up.
        let descriptor = open(full(path), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw failure("read", path)
        }
        defer { close(descriptor) }
        var information = stat()
        guard fstat(descriptor, &information) == 0 else { throw failure("read", path) }
        guard information.st_mode & S_IFMT == S_IFREG else {
            throw .fileSystem("read", shown(path), "it is not a regular file")
        }
        guard information.st_size <= limit else { throw tooLong(path, limit) }
        // One byte more than it should have, so that a file that grows meanwhile is noticed.
        var bytes = [UInt8](repeating: 0, count: Int(information.st_size) + 1)
        var count = 0
        while count < bytes.count {
            let result = bytes.withUnsafeMutableBytes { buffer in
                Glibc.read(descriptor, buffer.baseAddress?.advanced(by: count), buffer.count - count)
            }
            if result < 0, errno == EINTR { continue }
            guard result >= 0 else { throw failure("read", path) }
            if result == 0 { break }
            count += result
        }
        guard count < bytes.count else {
            throw .fileSystem("read", shown(path), "it is being written by something else")
        }
        bytes.removeLast(bytes.count - count)
        return bytes
    }

    package func length(of path: String) -> Int? {
        var information = stat()
        guard lstat(full(path), &information) == 0, information.st_mode & S_IFMT == S_IFREG else { return nil }
        return Int(information.st_size)
    }

    package func makeDirectory(_ path: String) throws(RepositoryError) {
        guard mkdir(full(path), 0o755) != 0 else {
            // The repository's own folder is in one that nobody else here syncs.
            if path.isEmpty { try syncDirectory("..") }
            return
        }
        guard errno == EEXIST else { throw failure("make the folder", path) }
        var information = stat()
        guard stat(full(path), &information) == 0, information.st_mode & S_IFMT == S_IFDIR else {
            throw .fileSystem("make the folder", shown(path), "something else has that name")
        }
    }

    package func writeSynced(_ bytes: [UInt8], to path: String) throws(RepositoryError) {
        // Never into what is there: a link planted under the name would send the bytes somewhere else.
        try remove(path)
        let descriptor = open(full(path), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw failure("write", path) }
        var written = 0
        while written < bytes.count {
            let result = bytes.withUnsafeBytes { buffer in
                Glibc.write(descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written)
            }
            if result < 0, errno == EINTR { continue }
            guard result > 0 else {
                let error = failure("write", path)
                close(descriptor)
                throw error
            }
            written += result
        }
        // Never tried twice: an fsync that succeeds after one that failed has proved nothing.
        guard fsync(descriptor) == 0 else {
            let error = failure("write", path)
            close(descriptor)
            throw error
        }
        guard close(descriptor) == 0 else { throw failure("write", path) }
    }

    package func rename(_ path: String, to target: String) throws(RepositoryError) {
        guard Glibc.rename(full(path), full(target)) == 0 else { throw failure("write", target) }
    }

    package func syncDirectory(_ path: String) throws(RepositoryError) {
        let descriptor = open(full(path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("open the folder", path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("write the folder", path) }
    }

    package func remove(_ path: String) throws(RepositoryError) {
        guard unlink(full(path)) == 0 || errno == ENOENT else { throw failure("remove", path) }
    }

    /// Links are neither files nor folders here: nothing follows them.
    private func kind(_ path: String) -> FileEntry.Kind {
        var information = stat()
        guard lstat(full(path), &information) == 0 else { return .other }
        return switch information.st_mode & S_IFMT {
        case S_IFREG: .file
        case S_IFDIR: .directory
        default: .other
        }
    }

    private func full(_ path: String) -> String {
        path.isEmpty ? directory : directory + "/" + path
    }

    /// The path as a person knows it, without what could move a terminal's cursor.
    private func shown(_ path: String) -> String {
        var output = ""
        for scalar in full(path).unicodeScalars { output += scalar.escaped(asASCII: false) }
        return output
    }

    /// Takes the reason from `errno`: to be called first after what failed.
    private func failure(_ action: StaticString, _ path: String) -> RepositoryError {
        let code = errno
        let reason = code == ELOOP ? "it is a symbolic link" : String(cString: strerror(code))
        return .fileSystem(action, shown(path), reason)
    }

    private func tooLong(_ path: String, _ limit: Int) -> RepositoryError {
        .fileSystem("read", shown(path), "it has more than \(limit) bytes")
    }
}
