import StrictJSON
import TrustUpdates

extension Publication {
    /// The targets as they are to be listed, and the files that are not on disk yet.
    struct TargetPlan {
        var listed: [TargetName: TargetFile] = [:]
        var writes: [TargetName: [UInt8]] = [:]

        func files(of role: RepositoryRole) -> [ExactText: TargetFile] {
            var files: [ExactText: TargetFile] = [:]
            for (name, file) in listed where name.role == role { files[ExactText(name.text)] = file }
            return files
        }
    }

    /// - Throws: `invalidTargetName`, `incomplete`, `tooLarge`, `fileSystem`.
    func plan(_ update: TargetUpdate) throws(RepositoryError) -> TargetPlan {
        var plan = TargetPlan()
        let contents: [String: [UInt8]]
        switch update {
        case .everything(let all):
            contents = all
        case .changes(let put, let remove):
            var removed: Set<TargetName> = []
            for name in remove { removed.insert(try TargetName(name)) }
            guard let base else { throw .incomplete(whyIncomplete) }
            plan.listed = base.targets.filter { !removed.contains($0.key) }
            contents = put
        }
        for (text, bytes) in contents {
            let name = try TargetName(text)
            let file = TargetFile(of: bytes)
            plan.listed[name] = file
            let path = RepositoryState.path(name, file)
            // One that no published metadata names may be left from a publication that failed: it was perhaps never
            // synced, so it is written again.
            let isPublished = base?.listings[name.role]?.content.files[ExactText(text)] == file
            // Compared byte by byte, which costs less than a hash and repairs a damaged file.
            let isThere = isPublished ? (try? files.read(path, limit: bytes.count)) == bytes : false
            if !isThere { plan.writes[name] = bytes }
        }
        var total = 0
        for (name, file) in plan.listed {
            guard file.length <= MetadataLimits.target else {
                throw .tooLarge(name.text, bytes: file.length, limit: MetadataLimits.target)
            }
            total += file.length
        }
        guard total <= MetadataLimits.allTargets else {
            throw .tooLarge("all targets together", bytes: total, limit: MetadataLimits.allTargets)
        }
        // Of what is carried over, the names and lengths at least must be there.
        for (name, file) in plan.listed where plan.writes[name] == nil {
            let path = RepositoryState.path(name, file)
            guard files.length(of: path) == file.length else {
                throw .incomplete("\(path) is missing or cut off")
            }
        }
        return plan
    }

    private var whyIncomplete: String {
        guard let disk else { return "nothing is published yet" }
        guard disk.rootVersion == root.version else { return "the keys were changed since the last publication" }
        return "the folder is older than what was published last"
    }
}
