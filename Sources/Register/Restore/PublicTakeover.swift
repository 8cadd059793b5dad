import PassCrypto
import PassFormat
import PassVerify
import SQLStore
import TrustFiles
import TrustPublishing

/// The one transaction in which a restored register takes over what is public: what was taken away stays taken away, and nothing
/// that was given out is given out again.
struct PublicTakeover: Sendable {
    /// Numbers of lists that are left out: the newest list may not have been published yet.
    private static let listGap = 16
    /// Running numbers, versions: what the lost register did after its last publication is known to nobody.
    private static let numberGap: Int64 = 10_000
    private static let versionGap = 1_000
    /// A closed list stays published for passes that nobody knows: longer than any can be good.
    private static let longestPass: Int64 = 5 * 366 * 86_400
    private static let reason = "other"

    let mark: RestoredMark
    let state: PublicState
    let contents: RepositoryContents
    let checkpoint: Checkpoint
    /// What the ports' directories tell of.
    let listed: [DirectoryEntry]
    let keys: RegisterKeys
    let seeds: Seeds
    let permutation: IndexPermutation
    let now: Int64
    let principal: Principal

    /// Passes issued after the backup cost the log a record each.
    private var lostRecords: Int64 { max(0, checkpoint.size - mark.size) }

    func run(_ database: any SQLWriting) throws -> RestoreOutcome {
        var outcome = RestoreOutcome()
        var events: [AuditEvent] = []
        outcome.madeAt = mark.madeAt
        outcome.publicIssued = contents.issued
        outcome.auditSize = mark.size
        outcome.publicAuditSize = checkpoint.size
        outcome.mostLostPasses = lostRecords
        outcome.policyDiffers = PolicyFile.encode(state.policy) != PolicyFile.encode(seeds.policy)
        try takeKeys(&outcome, &events, database)
        try takeLists(&outcome, &events, database)
        try jumpNumbers(database)
        try takeGates(&outcome, &events, database)
        try takeLevel(&outcome, &events, database)
        try endSessions(&outcome, database)
        try raiseVersions(database)
        let number = try AuditStore.size(database)
        events.insert(
            .registerRestored(
                LogBreak(backupSize: mark.size, publishedSize: checkpoint.size, publishedRoot: checkpoint.root),
                madeAt: mark.madeAt, lost: outcome.lostPasses, closed: outcome.closedLists), at: 0)
        try SettingStore.set(.restoredIn, String(number), database)
        try SettingStore.remove(.restored, database)
        try AuditStore.append(events, at: now, by: principal, database)
        return outcome
    }

    // MARK: Keys

    private func takeKeys(
        _ outcome: inout RestoreOutcome, _ events: inout [AuditEvent], _ database: any SQLWriting
    ) throws {
        let known = try KeyStore.all(database)
        for key in state.keys where !known.contains(where: { $0.publicKey == key.publicKey }) {
            guard let use = RegisterKey.Use(rawValue: key.use.rawValue) else { continue }
            let isAtHand = keys.byUse.contains { $0.use == use && $0.key.publicKey == key.publicKey }
            if isAtHand, let old = known.first(where: { $0.use == use && $0.state == .current }) {
                // Good for what it signed, for as long as that can be: what that was is not all known here.
                try KeyStore.retire(old.number, neededUntil: old.expires, database)
                events.append(.keyRetired(old.id, use: use.rawValue))
            }
            try KeyStore.take(
                key.publicKey, use: use, notBefore: key.notBefore, expires: key.expires, isCurrent: isAtHand, database)
            events.append(
                .keyAdded(
                    key.keyID, use: use.rawValue, publicKey: key.publicKey.bytes, notBefore: key.notBefore,
                    expires: key.expires))
            if !isAtHand { events.append(.keyRetired(key.keyID, use: use.rawValue)) }
            outcome.keysAdded += 1
        }
        try takeAuditKey(&outcome, &events, database)
        try takeCompromised(&outcome, &events, database)
        for (use, key) in keys.byUse {
            let current = try KeyStore.all(database).first { $0.use == use && $0.state == .current }
            guard current == nil || current?.publicKey == key.publicKey else {
                throw RegisterError(
                    .wrongKeys,
                    "the \(use.rawValue) key given is neither the backup's (\(current?.id.hex ?? "none")) nor a published one: give the right one"
                )
            }
        }
    }

    /// The audit key is not published; that it signed the newest check point shows whose it is.
    private func takeAuditKey(
        _ outcome: inout RestoreOutcome, _ events: inout [AuditEvent], _ database: any SQLWriting
    ) throws {
        let known = try KeyStore.all(database).filter { $0.use == .audit }
        let key = keys.audit.publicKey
        guard !known.contains(where: { $0.publicKey == key }),
            SignedCheckpoint(verifying: state.checkpoint, origin: seeds.auditOrigin, keys: [key]) != nil
        else { return }
        for old in known where old.state == .current {
            try KeyStore.retire(old.number, neededUntil: old.expires, database)
            events.append(.keyRetired(old.id, use: old.use.rawValue))
        }
        events.append(try KeyTerm(seeds: seeds, now: now).found(key, use: .audit, database))
        outcome.keysAdded += 1
    }

    /// A compromised pass key has its `issued/KID`; any other is simply published no more.
    private func takeCompromised(
        _ outcome: inout RestoreOutcome, _ events: inout [AuditEvent], _ database: any SQLWriting
    ) throws {
        for key in try KeyStore.all(database) where key.use == .pass || key.use == .status {
            // A key of status lists that is needed by none any more is published no more, too.
            let isOver = key.state == .ended || key.neededUntil.map { $0 <= now } ?? false
            let isCompromised =
                key.use == .pass
                ? state.issuedSets[key.id] != nil : !isOver && !state.keys.contains { $0.publicKey == key.publicKey }
            if isCompromised, key.state != .compromised {
                try KeyStore.setState(.compromised, of: key.number, database)
                events.append(.keyCompromised(key.id, use: key.use.rawValue))
                outcome.keysCompromised += 1
            }
            guard let set = state.issuedSets[key.id] else { continue }
            let own = Set(try PassStore.digests(signer: key.number, database))
            try LostPlaceStore.addDigests(
                set.prefixes.entries.filter { !own.contains($0) }, signer: key.number, database)
        }
    }

    // MARK: Status lists

    private func takeLists(
        _ outcome: inout RestoreOutcome, _ events: inout [AuditEvent], _ database: any SQLWriting
    ) throws {
        let signers = try KeyStore.all(database)
        let waiting = Dictionary(
            uniqueKeysWithValues: try PassStore.pending(.waiting, database).map { ($0.place, $0.seq) })
        var lost: [StatusPlace: LostPlaceStore.Place] = [:]
        for entry in listed where entry.expires > now {
            let place = StatusPlace(list: Int(entry.list), index: entry.index)
            guard state.lists[place.list] != nil, try Self.seq(at: place, database) == nil else { continue }
            lost[place] = LostPlaceStore.Place(
                place: place, status: .valid, number: entry.number.string, expires: entry.expires)
        }
        for (number, published) in state.lists.sorted(by: { $0.key < $1.key }) {
            if try StatusStore.adopt(number, now: now, database) { events.append(.listOpened(number)) }
            for index in 0..<published.list.count {
                guard let raw = published.list.rawValue(at: index) else { continue }
                let place = StatusPlace(list: number, index: index)
                guard let status = PassStatus(rawValue: raw) else { continue }
                // A valid place is looked at only for a reissue that waited.
                let seq = try status == .valid ? waiting[place] : Self.seq(at: place, database)
                if let seq {
                    try take(status, of: seq, &lost, &outcome, &events, database)
                } else if status != .valid {
                    let known = lost[place]
                    lost[place] = LostPlaceStore.Place(
                        place: place, status: status, number: known?.number, expires: known?.expires)
                }
            }
            // The next token of the list is not older than the one that gates have.
            if let signer = signers.first(where: { $0.use == .status }) {
                try StatusStore.keep(
                    StatusStore.Token(
                        changes: -1, issuedAt: published.issuedAt, signer: signer.number,
                        uri: seeds.policy.statusURI(UInt32(number)).string, token: published.token), for: number,
                    database)
            }
        }
        try LostPlaceStore.insert(Array(lost.values), database)
        let unknown = lost.values.filter { $0.number != nil || $0.status != .valid }
        outcome.lostPasses = unknown.count
        outcome.lostMarks = unknown.count { $0.status != .valid }
        outcome.closedLists = try StatusStore.live(database).map(\.list)
        try StatusStore.closeAll(lastExpiry: now + Self.longestPass, database)
        let next = try StatusStore.nextListNumber(database) + Self.listGap
        guard try StatusStore.open(next, permutation, now: now, database) else {
            throw RegisterError.damaged("a status list that cannot be there")
        }
        outcome.openedList = next
        events.append(.listOpened(next))
    }

    private static func seq(at place: StatusPlace, _ database: any SQLReading) throws -> Int64? {
        try database.integer(
            "SELECT seq FROM pass WHERE list = ? AND idx = ?", .integer(Int64(place.list)),
            .integer(Int64(place.index)))
    }

    private func take(
        _ status: PassStatus, of seq: Int64, _ lost: inout [StatusPlace: LostPlaceStore.Place],
        _ outcome: inout RestoreOutcome, _ events: inout [AuditEvent], _ database: any SQLWriting
    ) throws {
        guard let row = try PassStore.pass(seq: seq, database) else { throw RegisterError.damaged("a pass") }
        if row.state == .intended {
            // Its intent is finished or given up when the register is opened; what is public counts all the same.
            if status != .valid {
                lost[row.place] = LostPlaceStore.Place(
                    place: row.place, status: status, number: row.number, expires: row.expires)
            }
            return
        }
        let act: (PassAct, PassState)?
        switch (row.state, status) {
        case (.waiting, .valid): act = (.activate, .active)
        case (_, .revoked) where row.state != .revoked && row.state != .void: act = (.revoke, .revoked)
        case (.active, .superseded), (.waiting, .superseded), (.suspended, .superseded):
            act = (.supersede, .superseded)
        case (.active, .suspended): act = (.suspend, .suspended)
        default: act = nil
        }
        guard let (act, state) = act else { return }
        try PassStore.setState(state, reason: Self.reason, of: seq, database)
        try StatusStore.touch(row.place.list, database)
        try StatusChangeStore.note(state, of: row.id, Self.reason, list: row.place.list, at: now, database)
        if state == .revoked || state == .superseded { try PhotoStore.withdraw(photoOf: seq, now: now, database) }
        events.append(.passChanged(act, row.id, number: row.number, reason: Self.reason, successor: nil))
        switch state {
        case .revoked: outcome.revoked += 1
        case .superseded: outcome.superseded += 1
        case .suspended: outcome.suspended += 1
        default: outcome.activated += 1
        }
    }

    // MARK: Everything else

    /// No number of a pass or a receipt is given a second time, nor one of a series that was begun after the backup.
    private func jumpNumbers(_ database: any SQLWriting) throws {
        let jump = lostRecords + Self.numberGap
        let year = Timestamp.year(of: now, utcOffset: seeds.policy.utcOffset)
        var series = Set(try database.rows("SELECT series FROM number_series").map { try $0.text(0) })
        for port in seeds.ports {
            for kind in seeds.rules.kinds.values {
                series.insert(PassNumber.series(port: port.code, letter: kind.letter, year: year))
            }
        }
        series.insert("receipt-R" + (year % 100 < 10 ? "0" : "") + String(year % 100))
        var highest: [String: Int64] = [:]
        for entry in listed {
            let parts = entry.number.string.split(separator: "-")
            guard let running = parts.last.flatMap({ Int64($0) }) else { continue }
            let name = parts.dropLast().joined(separator: "-")
            highest[name] = max(highest[name] ?? 0, running)
            series.insert(name)
        }
        for name in series.sorted() {
            let next = try SeriesStore.take(0, of: name, database)
            let target = max(next + jump, (highest[name] ?? 0) + 1)
            _ = try SeriesStore.take(Int(target - next), of: name, database)
        }
    }

    /// A gate without a copy of its port's key was revoked.
    private func takeGates(
        _ outcome: inout RestoreOutcome, _ events: inout [AuditEvent], _ database: any SQLWriting
    ) throws {
        for gate in try GateStore.all(database) where gate.revokedAt == nil {
            guard let port = seeds.policy.gate(WireText(gate.gate))?.port, let file = state.portGates[port],
                file.copy(for: gate.boxKey) == nil
            else { continue }
            try GateStore.revoke(gate.gate, at: now, database)
            events.append(.gateRevoked(gate: gate.gate, key: KeyID(rawValue: gate.publicKey.keyID)))
            outcome.gatesRevoked.append(gate.gate)
        }
        // Used since, perhaps.
        try database.execute("DELETE FROM enrolment_code")
    }

    private func takeLevel(
        _ outcome: inout RestoreOutcome, _ events: inout [AuditEvent], _ database: any SQLWriting
    ) throws {
        outcome.level = state.levels.common.rawValue
        let before = try PortOrderStore.levels(seeds.policy, database)
        for port in seeds.policy.ports where before[port.id] != state.levels[port.id] {
            let level = state.levels[port.id]
            try PortOrderStore.add(
                .init(port: port.id.string, content: .level(level), reason: .restored), by: principal, at: now,
                database)
            events.append(
                .gateDesk(.levelSet(port: port.id.string, level: level.rawValue, reason: .restored)))
        }
        // A port that never had one of its own goes by the common one: it stays where it is while ports differ.
        guard state.levels.ports.isEmpty,
            try SettingStore.value(.level, database) != String(state.levels.common.rawValue)
        else { return }
        try SettingStore.set(.level, String(state.levels.common.rawValue), database)
        events.append(.levelSet(state.levels.common.rawValue))
    }

    /// Whoever signed out, changed a password or used a code after the backup did so for good.
    private func endSessions(_ outcome: inout RestoreOutcome, _ database: any SQLWriting) throws {
        try database.execute("DELETE FROM web_session_grant")
        outcome.sessionsEnded += try database.execute("DELETE FROM web_session")
        outcome.sessionsEnded += try database.execute("DELETE FROM contact_code")
        outcome.sessionsEnded += try database.execute("DELETE FROM pending_sign_in")
        outcome.sessionsEnded += try database.execute("DELETE FROM company_invitation")
        // What somebody of the staff had begun is begun anew by somebody who knows what was lost.
        outcome.sessionsEnded += try database.execute("DELETE FROM staff_session")
        outcome.sessionsEnded += try database.execute("DELETE FROM staff_invitation")
        try database.execute("DELETE FROM pending_approval")
        try database.execute(
            "UPDATE staff_change SET state = 'expired', decided_at = ? WHERE state = 'proposed'", .integer(now))
        try database.execute(
            "UPDATE key_order SET ended_at = ?, failure = 'the register was restored' WHERE ended_at IS NULL",
            .integer(now))
        try SettingStore.remove(.rootOrder, database)
    }

    private func raiseVersions(_ database: any SQLWriting) throws {
        var highest =
            try SettingStore.value(.published, database).flatMap { RepositoryVersions(text: $0) } ?? .none
        highest.formMaximum(contents.versions)
        for role in RepositoryRole.allCases where role != .root { highest[role] += Self.versionGap }
        try SettingStore.set(.published, highest.text, database)
    }
}
