import StrictJSON

extension UpdateClient {
    /// A role's targets metadata as its delegator trusts it (sections 5.6.1 to 5.6.6).
    ///
    /// What was checked under one delegator says nothing about another: a role that two roles delegate to is checked
    /// under each (tuf-conformance calls it the diamond). Within one update a role has one file.
    func targetsMetadata(_ role: ExactText, delegatedBy delegator: ExactText?) async throws(UpdateError) -> Targets {
        let delegation = Delegation(delegator: delegator, role: role)
        if let known = roles[role] {
            if !checkedDelegations.contains(delegation) {
                try check(known, delegation)
                checkedDelegations.insert(delegation)
            }
            return known.content
        }
        let set = try established()
        guard let listed = set.snapshot.files[MetadataRole.listedName(role)] else {
            throw .notFound("the role \(role.quoted), which is delegated to but not in the snapshot,")
        }
        let signed: Signed<Targets>
        if case .bytes(let bytes) = store.read(role, limit: limits.targets),
            let stored = try? check(bytes, delegation, listed)
        {
            signed = stored
        } else {
            let bytes = try await fetchMetadata(
                role, version: set.root.consistentSnapshot == true ? listed.version : nil,
                limit: min(listed.length ?? .max, limits.targets))
            signed = try check(bytes, delegation, listed)
            try store.write(role, bytes)
        }
        roles[role] = signed
        checkedDelegations.insert(delegation)
        return signed.content
    }

    private func check(
        _ bytes: [UInt8], _ delegation: Delegation, _ listed: MetaFile
    ) throws(UpdateError) -> Signed<Targets> {
        if let name = delegation.delegator {
            guard let delegator = roles[name]?.content else { throw .malformed("\(name.quoted) was not read yet") }
            return try TargetsUpdate.check(bytes, as: delegation.role, listed: listed, by: delegator, now: now)
        }
        let root = try established().root
        return try TargetsUpdate.check(bytes, as: delegation.role, listed: listed, by: root, now: now)
    }

    private func check(_ known: Signed<Targets>, _ delegation: Delegation) throws(UpdateError) {
        guard let name = delegation.delegator, let delegator = roles[name]?.content else { return }
        _ = try Verified(known, as: delegation.role, by: delegator)
    }

    /// What the most trusted role that may speak for `path` says of it: a pre-order depth-first search (section 5.6.7).
    func find(_ path: ExactText) async throws(UpdateError) -> TargetFile? {
        var toVisit = [Delegation(delegator: nil, role: MetadataRole.targets)]
        var visited: Set<ExactText> = []
        while let delegation = toVisit.popLast() {
            if visited.contains(delegation.role) { continue }
            guard visited.count <= limits.delegations else { return nil }
            let targets = try await targetsMetadata(delegation.role, delegatedBy: delegation.delegator)
            if let file = targets.files[path] { return file }
            visited.insert(delegation.role)
            var children: [Delegation] = []
            for (name, isTerminating) in try trustedRoles(targets, for: path) {
                children.append(Delegation(delegator: delegation.role, role: name))
                if isTerminating {
                    toVisit = []
                    break
                }
            }
            toVisit.append(contentsOf: children.reversed())
        }
        return nil
    }

    /// The roles that `targets` lets speak for `path`, in order of trust.
    private func trustedRoles(
        _ targets: Targets, for path: ExactText
    ) throws(UpdateError) -> [(name: ExactText, isTerminating: Bool)] {
        guard let roles = targets.delegations?.roles else { return [] }
        pathWork += roles.work(for: path)
        guard pathWork <= limits.pathWork else { throw .tooMuchWork }
        return roles.trusted(for: path)
    }

    /// Every target that `find` finds. Targets that a role lists outside of what it is trusted for are not among them.
    ///
    /// - Throws: `UpdateError.tooManyDelegations`: applying a part would not be applying the whole.
    func allTargets() async throws(UpdateError) -> [ExactText: TargetFile] {
        var paths: Set<ExactText> = []
        var toVisit = [Delegation(delegator: nil, role: MetadataRole.targets)]
        var visited: Set<ExactText> = []
        while let delegation = toVisit.popLast() {
            let targets = try await targetsMetadata(delegation.role, delegatedBy: delegation.delegator)
            guard visited.insert(delegation.role).inserted else { continue }
            guard visited.count <= limits.delegations + 1 else {
                throw .tooManyDelegations(limit: limits.delegations)
            }
            paths.formUnion(targets.files.keys)
            for name in try delegatedRoles(targets) {
                toVisit.append(Delegation(delegator: delegation.role, role: name))
            }
        }
        var files: [ExactText: TargetFile] = [:]
        for path in paths { files[path] = try await find(path) }
        return files
    }

    /// The roles `targets` delegates to; of hash bins those that the snapshot lists.
    private func delegatedRoles(_ targets: Targets) throws(UpdateError) -> [ExactText] {
        switch targets.delegations?.roles {
        case nil: return []
        case .named(let roles): return roles.map(\.name)
        case .succinct(let roles):
            return try established().snapshot.files.keys.compactMap { name in
                guard name.string.hasSuffix(".json") else { return nil }
                let role = ExactText(String(name.string.dropLast(5)))
                return roles.isBin(role) ? role : nil
            }
        }
    }
}
