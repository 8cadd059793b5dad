/// Puts files in their places so that a crash leaves each either as it was or complete.
struct DurableBatch {
    let files: any FileOperations

    /// Makes or replaces all of `contents` (path to bytes), in the order of the paths: each is written under a temporary
    /// name, synced and read back, then all are renamed, then their folders are synced. When this returns they are on the disk.
    ///
    /// - Throws: `RepositoryError.fileSystem`. Some may be in place then and some not; temporary files are removed.
    func write(_ contents: [String: [UInt8]]) throws(RepositoryError) {
        guard !contents.isEmpty else { return }
        let paths = contents.keys.sorted()
        let directories = Set(paths.map { RepositoryPaths.split($0).directory })
        for directory in directories.sorted() { try makeDirectories(directory) }
        var unfinished: [String] = []
        do throws(RepositoryError) {
            for path in paths {
                let temporary = RepositoryPaths.unfinished(path)
                unfinished.append(temporary)
                try files.writeSynced(contents[path] ?? [], to: temporary)
            }
            for (path, temporary) in zip(paths, unfinished) {
                let bytes = contents[path] ?? []
                guard try files.read(temporary, limit: bytes.count) == bytes else {
                    throw .fileSystem("write", path, "it does not read back as it was written")
                }
            }
            for (path, temporary) in zip(paths, unfinished) { try files.rename(temporary, to: path) }
            for directory in directories.sorted() { try files.syncDirectory(directory) }
        } catch {
            // The next publication removes what can't be removed now.
            for path in unfinished { try? files.remove(path) }
            throw error
        }
    }

    /// Makes a folder with its parents, and syncs each parent: a file is not safe in a folder that is not.
    func makeDirectories(_ path: String) throws(RepositoryError) {
        guard !path.isEmpty else {
            try files.makeDirectory(path)
            return
        }
        let parent = RepositoryPaths.split(path).directory
        try makeDirectories(parent)
        try files.makeDirectory(path)
        try files.syncDirectory(parent)
    }
}
