import GateMessages
import PassFormat
import PassVerify
import SQLStore
import TrustFiles

/// Puts together what is known about one record.
struct StoryTeller {
    /// Records behind a scan among which what a guard did about it is looked for.
    private static let followedFor = 300

    let port: WireText?
    let database: any SQLReading

    func story(of gate: String, _ place: JournalPlace) throws -> ScanStory? {
        guard let journal = try JournalStore.journal(gate, place.epoch, database),
            let entry = try JournalEntryStore.entry(journal.seq, place.sequence, database)
        else { return nil }
        let about = try about(entry)
        // What a guard did is about the pass of the scan.
        let id = entry.pass ?? about?.pass
        let row =
            try id.flatMap { try PassStore.pass($0, database) }
            ?? entry.number.flatMap { try PassStore.current(number: $0, database) }
        let changes = try row.map { try self.changes(of: $0.id, at: entry) } ?? []
        let publication = try entry.record?.trust.flatMap { mark in
            try PublicationStore.publication(mark.version, database)
        }
        return ScanStory(
            entry: entry, followUps: try followUps(of: entry), about: about, chain: try chain(of: entry, in: journal),
            publication: publication,
            level: publication.map { note in port.map { note.levels[$0] } ?? note.levels.common },
            pass: try row.flatMap {
                try Register.summaries([$0], PassTexts(keys: KeyStore.all(database)), database).first
            }, changes: changes,
            knowledge: Self.knowledge(isKnown: row != nil, changes, at: entry.time))
    }

    // MARK: Other records

    private func about(_ entry: JournalEntry) throws -> JournalEntry? {
        switch entry.event {
        case .override(let override)?:
            guard override.sequence < entry.place.sequence else { return nil }
            return try JournalEntryStore.entry(entry.journal, override.sequence, database)
        case .report(let report)?: return try report.concerns.flatMap { try self.entry(entry.gate, $0) }
        case .passage(let passage)?: return try passage.concerns.flatMap { try self.entry(entry.gate, $0) }
        default: return nil
        }
    }

    private func entry(_ gate: String, _ place: JournalPlace) throws -> JournalEntry? {
        try JournalStore.journal(gate, place.epoch, database).flatMap { journal in
            try JournalEntryStore.entry(journal.seq, place.sequence, database)
        }
    }

    private func followUps(of entry: JournalEntry) throws -> [JournalEntry] {
        guard case .scan? = entry.event else { return [] }
        return try JournalEntryStore.entries(
            entry.journal, after: entry.place.sequence, limit: Self.followedFor, database
        ).filter { other in
            switch other.event {
            case .override(let override)?: override.sequence == entry.place.sequence
            case .report(let report)?: report.concerns == entry.place
            case .passage(let passage)?: passage.concerns == entry.place
            case .tray(let tray)?: tray.members.contains { $0.sequence == entry.place.sequence }
            default: false
            }
        }
    }

    // MARK: The proof

    private func chain(of entry: JournalEntry, in journal: JournalState) throws -> ScanStory.Chain {
        let sequence = entry.place.sequence
        let before =
            sequence == 1
            ? JournalRecord.beginning : try JournalEntryStore.entry(entry.journal, sequence - 1, database)?.hash
        let next = try JournalEntryStore.entry(entry.journal, sequence + 1, database)
        return ScanStory.Chain(
            isIntact: JournalRecord.hash(entry.bytes) == entry.hash && entry.record?.place == entry.place,
            followsOn: before != nil && entry.record?.previous == before,
            isFollowed: next.map { $0.record?.previous == entry.hash },
            through: journal.through, head: journal.hash)
    }

    // MARK: What the gate could know

    private func changes(of pass: PassID, at entry: JournalEntry) throws -> [ScanStory.Change] {
        let trust = entry.record?.trust
        return try StatusChangeStore.changes(of: pass, database).map { change in
            ScanStory.Change(
                state: change.state, reason: change.reason, changedAt: change.changedAt, version: change.version,
                publishedAt: change.publishedAt,
                knownAt: try change.version.flatMap {
                    try TrustMarkStore.first(version: $0, gate: entry.gate, database)
                },
                wasTold: change.version.map { version in (trust?.version ?? 0) >= version } ?? false)
        }
    }

    /// - Parameter changes: the oldest first.
    static func knowledge(isKnown: Bool, _ changes: [ScanStory.Change], at time: Int64) -> ScanStory.Knowledge {
        guard isKnown else { return .noPass }
        let isGood = changes.last { $0.changedAt <= time }?.state.status ?? .valid == .valid
        let isToldGood = changes.last { $0.wasTold }?.state.status ?? .valid == .valid
        return switch (isGood, isToldGood) {
        case (true, true): .good
        case (true, false): .notYetGood
        case (false, true): .couldNotKnow
        case (false, false): .knewBad
        }
    }
}
