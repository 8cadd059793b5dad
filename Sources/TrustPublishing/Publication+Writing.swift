import TrustUpdates

extension Publication {
    /// Plans, signs, writes, checks what was written, and only then moves the timestamp.
    ///
    /// Whatever stops it before the timestamp's rename leaves what was published before whole and in use.
    func run(_ update: TargetUpdate, retention: Int64) throws(RepositoryError) -> Published {
        let plan = try plan(update)
        let draft = try draft(plan)
        let batch = DurableBatch(files: files)
        try batch.makeDirectories(RepositoryPaths.metadata)
        try batch.makeDirectories(RepositoryPaths.targets)
        var targets: [String: [UInt8]] = [:]
        for (name, bytes) in plan.writes {
            if let file = plan.listed[name] { targets[RepositoryState.path(name, file)] = bytes }
        }
        try batch.write(targets)
        try batch.write(draft.files)
        let state = try check(draft, plan)
        try batch.write([RepositoryPaths.timestamp: draft.timestamp])
        return tidied(state, draft, retention: retention)
    }

    /// Reads everything back under the new timestamp, as a gate will.
    private func check(_ draft: Draft, _ plan: TargetPlan) throws(RepositoryError) -> RepositoryState {
        var state: RepositoryState?
        do throws(RepositoryError) {
            for root in [root] + (nextRoot.map { [$0] } ?? []) {
                state = try RepositoryState(timestamp: draft.timestamp, root: root, files)
            }
        } catch {
            throw .selfCheck(error.description)
        }
        guard let state, state.targets == plan.listed else {
            throw .selfCheck("other files are listed than were given")
        }
        for role in RepositoryRole.allCases where role != .root {
            guard state.versions[role] >= highest[role], state.expires[role].map({ $0 > now }) ?? false else {
                throw .selfCheck("the version or expiry of \(role.rawValue) went backwards")
            }
        }
        if let fault = try state.targetFault(files, reading: Set(plan.writes.keys)) { throw .selfCheck(fault) }
        return state
    }

    private func tidied(_ state: RepositoryState, _ draft: Draft, retention: Int64) -> Published {
        var removed = 0
        var failure: RepositoryError?
        do throws(RepositoryError) {
            removed = try SupersededFiles(files: files, retention: retention).tidy(
                referenced: state.referencedPaths, previous: disk?.versions.timestamp ?? 0,
                current: state.versions.timestamp, now: now)
        } catch {
            failure = error
        }
        var versions = state.versions
        versions.root = root.version
        var expires = state.expires
        expires[.root] = root.expires
        return Published(
            versions: versions, resigned: draft.resigned, expires: expires, targetCount: state.targets.count,
            removedFiles: removed, tidyingError: failure)
    }
}
