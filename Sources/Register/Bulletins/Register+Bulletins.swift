import SQLStore

// What the office makes public: drafted by one, looked at and published by another.
extension Register {
    /// All of a kind, also what nobody outside sees, the newest first.
    package func bulletins<Kind: BulletinKind>(_: Kind.Type = Kind.self) async throws -> [Bulletin<Kind>] {
        try await engine.read { try BulletinStore<Kind>.all($0) }
    }

    package func bulletin<Kind: BulletinKind>(
        _ number: Int64, _: Kind.Type = Kind.self
    ) async throws -> Bulletin<Kind>? {
        try await engine.read { try BulletinStore<Kind>.find(number, $0) }
    }

    /// Ids of the ports that one may be about.
    var portNames: Set<String> { Set(seeds.site.ports.map(\.id)) }

    /// Writes a new one; nobody outside sees it.
    package func draft<Form: BulletinForm>(
        _ form: Form, by principal: Principal, now: Int64
    ) async throws -> BulletinChange {
        switch form.checked(in: self) {
        case .failure(let faults): return .refused(faults.faults)
        case .success(let content):
            return .changed(
                try await engine.write { database in
                    try BulletinStore<Form.Kind>.insert(draft: content, by: principal.name, at: now, database)
                })
        }
    }

    /// Writes on: on one that is not published, or on the correction of one that is.
    /// - Parameter seen: its changes when who writes last saw it.
    package func draft<Form: BulletinForm>(
        _ form: Form, of number: Int64, seen: Int64, by principal: Principal, now: Int64
    ) async throws -> BulletinChange {
        switch form.checked(in: self) {
        case .failure(let faults): return .refused(faults.faults)
        case .success(let content):
            return try await change(Form.Kind.self, number, seen: seen) { bulletin, database in
                guard bulletin.isWritten else { return .moved }
                try BulletinStore<Form.Kind>.keep(
                    draft: content, of: number, by: principal.name, at: now, database)
                return .changed(number)
            }
        }
    }

    /// Throws a draft away. What everybody sees stays.
    package func dropDraft<Kind: BulletinKind>(
        of kind: Kind.Type, _ number: Int64, seen: Int64
    ) async throws -> BulletinChange {
        try await change(kind, number, seen: seen) { bulletin, database in
            guard bulletin.draft != nil else { return .moved }
            try BulletinStore.dropDraft(of: bulletin, database)
            return .changed(number)
        }
    }

    /// An act on a bulletin that is as who acts saw it.
    func act<Kind: BulletinKind>(
        on kind: Kind.Type, _ number: Int64, seen: Int64, reason: BulletinReason, by principal: Principal, now: Int64,
        _ body: @escaping @Sendable (Bulletin<Kind>, BulletinActor, any SQLWriting) throws -> BulletinChange
    ) async throws -> BulletinChange {
        let actor = BulletinActor(reason: reason, principal: principal, now: now, utcOffset: utcOffset)
        return try await change(kind, number, seen: seen) { try body($0, actor, $1) }
    }

    /// Within one transaction: what is done to a bulletin that is as who does it saw it.
    private func change<Kind: BulletinKind>(
        _: Kind.Type, _ number: Int64, seen: Int64,
        _ body: @escaping @Sendable (Bulletin<Kind>, any SQLWriting) throws -> BulletinChange
    ) async throws -> BulletinChange {
        try await engine.write { database in
            guard let bulletin = try BulletinStore<Kind>.find(number, database) else {
                throw RegisterError.unknown(Kind.self)
            }
            guard bulletin.changes == seen else { return .moved }
            return try body(bulletin, database)
        }
    }
}

/// Who acts on a bulletin, when, and why.
struct BulletinActor: Sendable {
    let reason: BulletinReason
    let principal: Principal
    let now: Int64
    let utcOffset: Int64
}

// Acts, each within a transaction.
extension Bulletin {
    /// Makes the draft what everybody sees. Why, is asked where it takes another's place.
    func publish(by actor: BulletinActor, _ database: any SQLWriting) throws -> BulletinChange {
        guard let draft else { return .moved }
        let isFirst = revisions.isEmpty
        if !isFirst, !actor.reason.faults.isEmpty { return .refused(actor.reason.faults) }
        if let fault = Kind.fault(in: draft.content, of: self, at: actor.now, utcOffset: actor.utcOffset) {
            return .refused([fault])
        }
        return try revise(
            isFirst ? .publish : .correct, draft.content, because: isFirst ? .none : actor.reason, by: actor, database)
    }

    /// Ends it or takes it back: it says what it said, and everybody reads why.
    func end(_ act: Kind.Act, by actor: BulletinActor, _ database: any SQLWriting) throws -> BulletinChange {
        guard state == .published, let content = revisions.last?.content else { return .moved }
        guard actor.reason.faults.isEmpty else { return .refused(actor.reason.faults) }
        return try revise(act, content, because: actor.reason, by: actor, database)
    }

    /// - Parameter reason: of a text that was looked at already.
    func revise(
        _ act: Kind.Act, _ content: Kind.Content, because reason: BulletinReason, by actor: BulletinActor,
        _ database: any SQLWriting
    ) throws -> BulletinChange {
        let revision = BulletinRevision<Kind>(
            number: Int64(revisions.count) + 1, act: act, at: actor.now, madeBy: actor.principal.name, reason: reason,
            content: content)
        try BulletinStore.insert(revision, of: number, database)
        let revised = Bulletin(
            number: number, state: act.state, changes: changes, draft: draft, revisions: revisions + [revision])
        try Kind.move(revised, utcOffset: actor.utcOffset, database)
        try AuditStore.append(
            [.bulletin(BulletinEvent(revision, of: number))], at: actor.now, by: actor.principal, database)
        return .changed(number)
    }
}
