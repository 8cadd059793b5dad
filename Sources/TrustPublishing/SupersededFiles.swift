/// Removes files that no published metadata names any more, once every download that began with them is over.
///
/// A file has no mark of when it was superseded, so that is kept in a list beside the repository. The list is only a
/// convenience: a file that is not in it gets the present time and stays longer, so losing it loses nothing.
struct SupersededFiles {
    private static let heading = "timestamp "
    private static let listLimit = 64 << 20
    private static let maximumDepth = 32

    let files: any FileOperations
    /// How long a superseded file stays, in seconds.
    let retention: Int64

    /// Brings the list up to date after a publication, and removes what has been in it for long enough, and what
    /// unfinished publications left.
    ///
    /// - Parameters:
    ///   - referenced: The paths of what the published metadata names.
    ///   - previous: The version of the timestamp before this publication, for which the list must have been written.
    ///   - current: The version of the timestamp now.
    /// - Returns: How many files were removed.
    func tidy(
        referenced: Set<String>, previous: Int, current: Int, now: Int64
    ) throws(RepositoryError) -> Int {
        let known = try read(timestamp: previous)
        var listed: [String: Int64] = [:]
        var doomed: [String] = []
        for path in try candidates() where !referenced.contains(path) {
            guard let since = known[path], since <= now else {
                listed[path] = now
                continue
            }
            if now - since >= retention { doomed.append(path) } else { listed[path] = since }
        }
        // The list first: should the removal stop half-way, the rest is new to the list and goes a little later.
        try write(listed, timestamp: current)
        doomed += try unfinished()
        for path in doomed.sorted() { try files.remove(path) }
        return doomed.count
    }

    /// All files that the writer may have put there: numbered metadata but roots, and targets with a hash in the name.
    private func candidates() throws(RepositoryError) -> [String] {
        var paths: [String] = []
        for entry in try files.entries(of: RepositoryPaths.metadata) where entry.kind == .file {
            guard let (role, _) = RepositoryPaths.versioned(entry.name), role != .root else { continue }
            paths.append("\(RepositoryPaths.metadata)/\(entry.name)")
        }
        try walk(RepositoryPaths.targets, depth: 0) { path, name in
            if RepositoryPaths.isHashed(name) { paths.append(path) }
        }
        return paths
    }

    /// What a crash left under temporary names.
    private func unfinished() throws(RepositoryError) -> [String] {
        var paths: [String] = []
        func look(_ path: String, _ name: String) {
            if name.hasPrefix(RepositoryPaths.unfinishedPrefix) { paths.append(path) }
        }
        for directory in ["", RepositoryPaths.metadata] {
            for entry in try files.entries(of: directory) where entry.kind == .file {
                look(directory.isEmpty ? entry.name : "\(directory)/\(entry.name)", entry.name)
            }
        }
        try walk(RepositoryPaths.targets, depth: 0, look)
        return paths
    }

    private func walk(
        _ directory: String, depth: Int, _ visit: (_ path: String, _ name: String) -> Void
    ) throws(RepositoryError) {
        guard depth < Self.maximumDepth else { return }
        for entry in try files.entries(of: directory) {
            let path = "\(directory)/\(entry.name)"
            switch entry.kind {
            case .file: visit(path, entry.name)
            case .directory: try walk(path, depth: depth + 1, visit)
            case .other: break
            }
        }
    }

    /// The list, when it was written for this timestamp. Otherwise a publication came between, in which a file may have
    /// been in use again, and all times start anew.
    private func read(timestamp: Int) throws(RepositoryError) -> [String: Int64] {
        guard let bytes = try? files.read(RepositoryPaths.superseded, limit: Self.listLimit),
            let text = String(validating: bytes, as: UTF8.self)
        else { return [:] }
        let lines = text.split(separator: "\n")
        guard lines.first == "\(Self.heading)\(timestamp)" else { return [:] }
        var listed: [String: Int64] = [:]
        for line in lines.dropFirst() {
            guard let space = line.firstIndex(of: " "), let since = Int64(line[..<space]), since >= 0 else { continue }
            listed[String(line[line.index(after: space)...])] = since
        }
        return listed
    }

    private func write(_ listed: [String: Int64], timestamp: Int) throws(RepositoryError) {
        var text = "\(Self.heading)\(timestamp)\n"
        for (path, since) in listed.sorted(by: { $0.key < $1.key }) { text += "\(since) \(path)\n" }
        try DurableBatch(files: files).write([RepositoryPaths.superseded: Array(text.utf8)])
    }
}
