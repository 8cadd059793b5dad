package import GateMessages
package import PassFormat
internal import PassVerify
internal import SQLStore
internal import TrustFiles

extension Gate {
    /// Seconds for which a guard may let somebody in by a scan. Sent away, or let out, is who showed it whenever that was.
    package static let decisionAge: Int64 = 1_800

    /// A guard decides on a scan that was not admitted by itself: confirms or refuses a check, or lets in what was denied. That
    /// last one takes a supervisor's PIN, where the gate has guards; leaving never does.
    ///
    /// On the way in everything that may have changed since the scan is looked at again, in the step that writes the decision.
    ///
    /// - Parameters:
    ///   - scan: where the scan stands in the journal.
    ///   - reason: in the guard's words, or a code of the screen.
    ///   - guardName: who decides, where nobody is on duty.
    ///   - supervisor: who else agrees, another person than the guard; nobody is asked of who leaves.
    ///   - despite: what has come up since the scan and was told, where nobody is asked for a PIN.
    /// - Returns: `waiting` only for who leaves: a failing disk keeps nobody in.
    /// - Throws: `GateError` with code `request` when there is no such scan or a text breaks its limits, `tooOld` and `changed`
    ///   where it lets nobody in any more, `supervisor`, `pin` or `tooSoon` for the second person; else when it could not be
    ///   written: then it has not happened.
    package func decide(
        on scan: JournalPlace, admits: Bool, reason: WireText, guardName: WireText? = nil,
        supervisor: Credential? = nil, despite: [WireText] = []
    ) async throws -> ScanResult.Recording {
        try Self.check(reason, MessageLimits.note, "the reason")
        let name = nameOnRecord(guardName)
        try Self.check(name, MessageLimits.person, "the guard's name")
        let scanned = try scanned(scan)
        var consent = Consent(scanned, admits: admits, despite: despite)
        if consent.letsIn {
            try consent.meet(try news(of: scanned) { body in try read(body) }, isAsked: supervisor != nil, hasGuards)
        }
        consent.supervisor = try await agreement(
            of: consent.leaves ? nil : supervisor, beside: name, isNeeded: consent.takesSupervisor)
        let event = OverrideEvent(
            sequence: scan.sequence, isAdmitted: admits, direction: scanned.event.direction, reason: reason,
            guardName: name, supervisor: consent.supervisor, number: scanned.event.pass?.number)
        let time = clock.read()
        var entry = entry(.override(event), at: time, observe(time))
        if admits, let pass = scanned.event.pass {
            entry.movement = JournalEntry.Movement(pass, scanned.event.direction)
        }
        do {
            return .durable(
                try commit { journal in
                    guard try EpochStore.newest(journal.database)?.epoch == scan.epoch else { throw Self.noScan }
                    if consent.letsIn {
                        // Barred, revoked or run out while the PIN was tried.
                        try consent.stands(before: try news(of: scanned) { try $0(journal.database) }, hasGuards)
                    }
                    return try journal.append(entry)
                })
        } catch {
            guard consent.leaves, (error as? GateError)?.code != .request else { throw error }
            entry.belongsTo = scan.epoch
            return .waiting(ticket: hold(entry), because: trouble ?? GateHome.describe(error))
        }
    }

    private static let noScan = GateError(
        .request, "there is no such scan in this gate's journal: scan the pass again")

    /// A scan of the epoch that is written.
    private func scanned(_ place: JournalPlace) throws -> KnownScan {
        if let known = shown[place] { return known }
        var scan = try read { database in
            guard let epoch = try EpochStore.newest(database), epoch.epoch == place.epoch,
                let bytes = try RecordStore.record(epoch: epoch.seq, sequence: place.sequence, database),
                let record = try? JournalRecord(decoding: bytes), let scan = KnownScan(record)
            else { throw Self.noScan }
            return scan
        }
        scan.expires = expiry(of: scan)
        return scan
    }

    /// When a pass runs out that an earlier run has seen: by the directory of the port, where that can be read.
    private func expiry(of scan: KnownScan) -> Int64? {
        guard let number = scan.event.pass?.number, case .known(let entry)? = applied?.lists.answer(to: number) else {
            return nil
        }
        return entry.expires
    }

    /// What denies a scan now and did not before.
    ///
    /// - Throws: `GateError` with code `tooOld`.
    func news(
        of scan: KnownScan, reading: ((any SQLReading) throws -> [WireText]) throws -> [WireText]
    ) throws -> [WireText] {
        let time = clock.read()
        let now = observe(time)
        guard scan.age(at: time, now) <= UInt64(Self.decisionAge) else {
            throw GateError(.tooOld, "this scan is older than \(Self.decisionAge / 60) minutes: scan the pass again")
        }
        let look = SecondLook(trust: applied?.trust, ended: ended, clock: now)
        return try reading { try look.news(of: scan, $0) }
    }

    /// The same about a scan that could not be written when it was made. The decision waits with it, where it still does.
    ///
    /// - Throws: `GateError` with code `request`, `tooOld`, `changed`, or for the second person; never for the disk: nobody waits
    ///   for that to leave.
    package func decide(
        onWaiting ticket: Int64, admits: Bool, reason: WireText, guardName: WireText? = nil,
        supervisor: Credential? = nil, despite: [WireText] = []
    ) async throws {
        if let place = place(of: ticket) {
            _ = try await decide(
                on: place, admits: admits, reason: reason, guardName: guardName, supervisor: supervisor,
                despite: despite)
            return
        }
        try Self.check(reason, MessageLimits.note, "the reason")
        let name = nameOnRecord(guardName)
        try Self.check(name, MessageLimits.person, "the guard's name")
        guard let scanned = waiting(ticket).flatMap({ KnownScan($0) }) else {
            throw GateError(.request, "there is no such scan: scan the pass again")
        }
        var consent = Consent(scanned, admits: admits, despite: despite)
        if consent.letsIn {
            try consent.meet(try newsWithoutDisk(of: scanned), isAsked: supervisor != nil, hasGuards)
        }
        consent.supervisor = try await agreement(
            of: consent.leaves ? nil : supervisor, beside: name, isNeeded: consent.takesSupervisor)
        if consent.letsIn { try consent.stands(before: try newsWithoutDisk(of: scanned), hasGuards) }
        // Written while the PIN was tried.
        let place = place(of: ticket)
        let time = clock.read()
        let event = OverrideEvent(
            sequence: place?.sequence ?? 1, isAdmitted: admits, direction: scanned.event.direction, reason: reason,
            guardName: name, supervisor: consent.supervisor, number: scanned.event.pass?.number)
        var entry = entry(.override(event), at: time, observe(time))
        entry.belongsTo = place?.epoch
        if place == nil { entry.decidesOn = ticket }
        if admits, let pass = scanned.event.pass {
            entry.movement = JournalEntry.Movement(pass, scanned.event.direction)
        }
        hold(entry)
        _ = try? commit { _ in }
    }

    private func newsWithoutDisk(of scan: KnownScan) throws -> [WireText] {
        try news(of: scan) { body in
            do {
                return try read(body)
            } catch {
                let look = SecondLook(trust: applied?.trust, ended: ended, clock: observe(clock.read()))
                return try look.news(of: scan, nil)
            }
        }
    }
}
