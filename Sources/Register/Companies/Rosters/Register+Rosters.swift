import Identifiers
import PassCrypto
import SQLStore
import Tables

// A company's people and vehicles.
extension Register {
    /// A page of a roster.
    package struct RosterPage: Sendable {
        package let entries: [RosterEntry]
        /// Of those that were asked for.
        package let total: Int
        /// Of the kind in all.
        package let count: Int
    }

    package enum RosterOutcome: Hashable, Sendable {
        case saved(RosterEntryID)
        case refused([Fault])
        case unknown
    }

    /// Entries whose name, plate, number or position has a text in it.
    /// - Parameters:
    ///   - text: empty for all.
    ///   - expiringWithin: only those whose pass ends within so many seconds.
    package func roster(
        _ kind: RosterKind, matching text: String = "", expiringWithin seconds: Int64? = nil, from start: Int = 0,
        limit: Int = 50, by actor: AccountID, now: Int64
    ) async throws -> RosterPage {
        let (rows, company) = try await engine.read { database in
            let company = try ActingMember(actor, .view, database).company.seq
            return (try RosterStore.all(kind, of: company, database), company)
        }
        var found = try found(rows, matching: text)
        if let seconds {
            let subjects = found.map(\.row.subject)
            let expiring = try await engine.read { database in
                try subjects.map { subject in
                    try RosterStore.passes(of: subject, company: company, at: now, database).first.map {
                        $0.state == .active && $0.expires <= now + seconds
                    } ?? false
                }
            }
            found = zip(found, expiring).filter(\.1).map(\.0)
        }
        let shown = Array(found.dropFirst(max(0, start)).prefix(limit))
        let entries = try await engine.read { [shown] database in
            try shown.map { try Self.entry($0.row, $0.values, company: company, now: now, database) }
        }
        return RosterPage(entries: entries, total: found.count, count: rows.count)
    }

    struct OpenedRow: Sendable {
        let row: RosterStore.Row
        let values: FieldValues
    }

    /// Opens all of them: names stand nowhere where a database could look for them.
    @inline(never)
    private func found(_ rows: [RosterStore.Row], matching text: String) throws -> [OpenedRow] {
        let wanted = TextNormalisation.compact(text)
        return try vault.keepingOpen {
            try rows.compactMap { row in
                let values = try opened(row)
                guard
                    wanted.isEmpty
                        || ["name", "plate", "idNumber", "jobTitle", "trailerPlate"].contains(where: {
                            TextNormalisation.compact(values[$0]).contains(wanted)
                        })
                else { return nil }
                return OpenedRow(row: row, values: values)
            }
        }
    }

    @inline(never)
    func opened(_ row: RosterStore.Row) throws -> FieldValues {
        try SealedValues.open(row.document, "roster", of: row.id.bytes, vault)
    }

    static func entry(
        _ row: RosterStore.Row, _ values: FieldValues, company: Int64, now: Int64, _ database: any SQLReading
    ) throws -> RosterEntry {
        let pass = try RosterStore.passes(of: row.subject, company: company, at: now, database).first.map {
            RosterEntry.Pass(
                id: $0.id, number: $0.number, term: $0.term, state: $0.state, notBefore: $0.notBefore,
                expires: $0.expires)
        }
        let application = try RosterStore.applications(of: row.subject, company: company, database).first.flatMap {
            try ApplicationStore.application($0, database)?.number
        }
        return RosterEntry(
            id: row.id, kind: row.kind, values: values, hasPhoto: row.hasPhoto, pass: pass, application: application)
    }

    package func rosterEntry(_ id: RosterEntryID, by actor: AccountID, now: Int64) async throws -> RosterEntry? {
        let found = try await engine.read { database -> (RosterStore.Row, Int64)? in
            let company = try ActingMember(actor, .view, database).company.seq
            return try RosterStore.entry(id, of: company, database).map { ($0, company) }
        }
        guard let (row, company) = found else { return nil }
        let values = try opened(row)
        return try await engine.read { try Self.entry(row, values, company: company, now: now, $0) }
    }

    // MARK: Single entries

    /// Adds an entry, or changes one.
    /// - Parameter id: nil for a new one.
    package func saveRosterEntry(
        _ typed: FieldValues, _ kind: RosterKind, id: RosterEntryID?, by actor: AccountID, now: Int64
    ) async throws -> RosterOutcome {
        let checked: RosterValues
        switch try RosterValues.check(typed, kind, now: now, utcOffset: utcOffset, vault) {
        case .success(let right): checked = right
        case .failure(let faults): return .refused(faults.faults)
        }
        let new = try sealed(checked, id: id)
        let field = kind == .person ? "idNumber" : "plate"
        let most = seeds.companies.roster
        return try await engine.write { database in
            let company = try ActingMember(actor, .prepare, database).company
            let other = try RosterStore.entry(subject: new.subject, kind, of: company.seq, database)
            if let id {
                guard let row = try RosterStore.entry(id, of: company.seq, database), row.kind == kind else {
                    return .unknown
                }
                guard other == nil || other?.seq == row.seq else { return .refused([Fault(field, "repeated")]) }
                try RosterStore.update(
                    row.seq, subject: new.subject, document: new.document, at: now, database)
            } else {
                guard other == nil else { return .refused([Fault(field, "repeated")]) }
                guard try RosterStore.count(kind, of: company.seq, database) < most else {
                    return .refused([Fault(field, "too-many", ["most": "\(most)"])])
                }
                _ = try RosterStore.insert([new], kind, of: company.seq, at: now, database)
            }
            try AuditStore.append(
                [
                    .company(
                        .rosterChanged(company.id, added: id == nil ? 1 : 0, changed: id == nil ? 0 : 1, removed: 0))
                ], at: now, by: actor.principal, database)
            return .saved(new.id)
        }
    }

    @inline(never)
    private func sealed(_ checked: RosterValues, id: RosterEntryID?) throws -> RosterStore.New {
        guard let id = id ?? RosterEntryID(random.bytes(RosterEntryID.byteCount)) else {
            throw RegisterError(.selfCheck, "random numbers are missing")
        }
        let document = try SealedValues.seal(
            checked.values, "roster", of: id.bytes, nonce: random.bytes(SecretBox.nonceByteCount), vault)
        return RosterStore.New(id: id, subject: checked.subject, document: document)
    }

    /// Takes entries off the roster. Passes stay what they are: see `release`.
    /// - Returns: how many there were.
    package func removeRosterEntries(
        _ ids: [RosterEntryID], by actor: AccountID, now: Int64
    ) async throws -> Int {
        try await engine.write { database in
            let company = try ActingMember(actor, .prepare, database).company
            let rows = try Set(ids).compactMap { try RosterStore.entry($0, of: company.seq, database) }
            for row in rows { try RosterStore.remove(row.seq, database) }
            guard !rows.isEmpty else { return 0 }
            try AuditStore.append(
                [.company(.rosterChanged(company.id, added: 0, changed: 0, removed: rows.count))], at: now,
                by: actor.principal, database)
            return rows.count
        }
    }

    // MARK: Tables

    /// Takes in a table of entries.
    ///
    /// An entry is known again by its number or plate: a row for it changes what the table says anew, and leaves the rest.
    /// - Parameter takingGood: whether rows in which nothing is wrong are stored although others are wrong.
    /// - Throws: `TableError` for what is no table, ``RegisterError``.
    package func importRoster(
        _ bytes: [UInt8], _ kind: RosterKind, takingGood: Bool, by actor: AccountID, now: Int64
    ) async throws -> RosterImport {
        let (rows, company) = try await engine.read { database in
            let company = try ActingMember(actor, .prepare, database).company
            return (try RosterStore.all(kind, of: company.seq, database), company)
        }
        let table = try TableReader(schema: kind.schema, limits: .people).read(bytes)
        var merge = RosterMerge(
            kind: kind, now: now, utcOffset: utcOffset, vault: vault, random: random, most: seeds.companies.roster)
        try merged(&merge, table, rows)
        let result = merge.result(stores: takingGood || merge.report.isEmpty, ignored: table.ignoredColumns)
        guard result.isStored, result.added + result.changed > 0 else { return result }
        let (added, changed) = (merge.added, merge.changed)
        try await engine.write { database in
            let member = try ActingMember(actor, .prepare, database)
            guard member.company.id == company.id else { throw RegisterError.denied }
            let stored = try RosterStore.insert(added, kind, of: company.seq, at: now, database)
            guard stored == added.count else { throw RegisterError.changedMeanwhile }
            for (seq, new) in changed {
                try RosterStore.update(seq, subject: new.subject, document: new.document, at: now, database)
            }
            try AuditStore.append(
                [.company(.rosterChanged(company.id, added: added.count, changed: changed.count, removed: 0))],
                at: now, by: actor.principal, database)
        }
        return result
    }

    @inline(never)
    private func merged(_ merge: inout RosterMerge, _ table: Table, _ rows: [RosterStore.Row]) throws {
        try vault.keepingOpen { try merge.take(table, into: rows) }
    }

    // MARK: Photos

    /// Keeps somebody's photo, for the applications to come.
    /// - Parameter jpeg: of our own making, never what somebody sent.
    package func setRosterPhoto(
        _ jpeg: [UInt8], of id: RosterEntryID, by actor: AccountID, now: Int64
    ) async throws -> Bool {
        let sealed = try vault.seal(
            jpeg, context: Self.context(ofRosterPhoto: id), nonce: random.bytes(SecretBox.nonceByteCount))
        return try await engine.write { database in
            let company = try ActingMember(actor, .prepare, database).company
            guard let row = try RosterStore.entry(id, of: company.seq, database), row.kind == .person else {
                return false
            }
            try RosterStore.setPhoto(sealed, of: row.seq, at: now, database)
            return true
        }
    }

    package func rosterPhoto(of id: RosterEntryID, by actor: AccountID) async throws -> [UInt8]? {
        let sealed = try await engine.read { database -> [UInt8]? in
            let company = try ActingMember(actor, .view, database).company
            guard let row = try RosterStore.entry(id, of: company.seq, database) else { return nil }
            return try RosterStore.photo(of: row.seq, database)
        }
        return try sealed.map { try opened(rosterPhoto: $0, of: id) }
    }

    @inline(never)
    func opened(rosterPhoto sealed: [UInt8], of id: RosterEntryID) throws -> [UInt8] {
        guard let jpeg = try vault.open(sealed, context: Self.context(ofRosterPhoto: id)) else {
            throw RegisterError.damaged("a photo that is sealed with another key")
        }
        return jpeg
    }

    static func context(ofRosterPhoto id: RosterEntryID) -> [UInt8] {
        Array("roster-photo:".utf8) + id.bytes
    }

    /// Whose photo a file is by its name: `王小明.jpg`, `A123456789.jpg`.
    /// - Returns: by the names of the files, for those that name one person and no other.
    package func rosterEntries(
        named files: [String], by actor: AccountID
    ) async throws -> [String: RosterEntryID] {
        let rows = try await engine.read { database in
            try RosterStore.all(.person, of: ActingMember(actor, .view, database).company.seq, database)
        }
        var known: [String: [RosterEntryID]] = [:]
        for row in try found(rows, matching: "") {
            for name in Set(["name", "idNumber"].map({ TextNormalisation.compact(row.values[$0]) })) where !name.isEmpty
            {
                known[name, default: []].append(row.row.id)
            }
        }
        var entries: [String: RosterEntryID] = [:]
        for file in files {
            let stem = file.split(separator: ".").dropLast().joined(separator: ".")
            let found = known[TextNormalisation.compact(stem.isEmpty ? file : stem)] ?? []
            if found.count == 1 { entries[file] = found[0] }
        }
        return entries
    }
}

extension RegisterError {
    static let changedMeanwhile = RegisterError(
        .impossibleChange, "somebody else changed the same at the same time: look again")
}
