internal import GateMessages
internal import PassFormat
internal import PassVerify
internal import SQLStore

/// The vehicle lane: vehicle, trailer, driver and occupants are scanned one by one, and closed as one.
extension Gate {
    package struct ClosedTray: Sendable {
        package let look: TrayLook
        package let recording: ScanResult.Recording
    }

    /// What closing a tray would say. Nothing is written.
    package func look(at tray: TrayRequest) throws -> TrayLook {
        try check(tray)
        return try read { try Self.look(at: tray, $0).look }
    }

    /// Writes which scans belong together. What each of them decided stays; another trailer than the one that came in is recorded,
    /// and never a reason to refuse.
    ///
    /// - Returns: `waiting` only for who leaves.
    /// - Throws: `GateError` with code `request`: a scan is not there, or somebody comes in of whom nobody has decided yet; `tooOld`
    ///   or `changed` where a scan lets nobody in any more.
    package func closeTray(_ tray: TrayRequest) throws -> ClosedTray {
        try check(tray)
        let name = nameOnRecord(tray.guardName)
        try Self.checkPlain(name, MessageLimits.person, "the guard's name")
        let time = clock.read()
        let now = observe(time)
        let template = entry(.trustApplied, at: time, now)
        do {
            return try commit { journal in
                let (look, vehicle) = try Self.look(at: tray, journal.database)
                guard
                    tray.direction != .in || !tray.admits
                        || !look.reasons.contains(where: { $0 == TrayLook.undecided || $0 == TrayLook.refused })
                else {
                    throw GateError(.request, "somebody in this vehicle was not let in: decide on each first")
                }
                if tray.direction == .in, tray.admits { try lookAgain(at: tray, journal.database) }
                let place = try journal.append(Self.entry(of: tray, look, name, from: template))
                if let vehicle, tray.admits {
                    switch tray.direction {
                    case .in: try TrailerStore.set(look.trailer, of: vehicle, at: now.now, journal.database)
                    case .out: try TrailerStore.remove(vehicle, journal.database)
                    case .check: break
                    }
                }
                return ClosedTray(look: look, recording: .durable(place))
            }
        } catch {
            guard tray.direction == .out, (error as? GateError)?.code != .request else { throw error }
            let look = TrayLook(reasons: [], trailer: tray.trailerPlate)
            var entry = Self.entry(of: tray, look, name, from: template)
            entry.belongsTo = tray.members.first?.scan.epoch
            return ClosedTray(
                look: look, recording: .waiting(ticket: hold(entry), because: trouble ?? GateHome.describe(error)))
        }
    }

    private func check(_ tray: TrayRequest) throws(GateError) {
        guard MessageLimits.tray.contains(tray.members.count),
            Set(tray.members.map(\.scan)).count == tray.members.count
        else {
            throw GateError(.request, "a tray holds 1 to \(MessageLimits.tray.upperBound) scans, each once")
        }
        guard tray.members.count(where: { $0.role == .vehicle }) <= 1,
            tray.members.count(where: { $0.role == .trailer }) + (tray.trailerPlate == nil ? 0 : 1) <= 1
        else { throw GateError(.request, "a tray holds one vehicle and one trailer") }
        if let note = tray.note { try Self.checkPlain(note, MessageLimits.note, "the note") }
        if let plate = tray.trailerPlate { try Self.checkPlain(plate, PassLimits.plate, "the trailer's plate") }
    }

    private static func look(
        at tray: TrayRequest, _ database: any SQLReading
    ) throws -> (look: TrayLook, vehicle: WireText?) {
        let scans = try tray.members.map { ($0, try scan($0.scan, database).event) }
        let decisions = try decisions(on: scans.map { ($0.0.scan.sequence, $0.1) }, database)
        var reasons: [WireText] = []
        if !decisions.waiting.isEmpty { reasons.append(TrayLook.undecided) }
        if !decisions.refused.isEmpty { reasons.append(TrayLook.refused) }
        let vehicle = scans.first { $0.0.role == .vehicle }?.1
        if vehicle != nil, !scans.contains(where: { $0.0.role == .driver }) { reasons.append(TrayLook.driverMissing) }
        let drawn = scans.first { $0.0.role == .trailer }?.1
        let trailer = drawn.flatMap { $0.pass?.number ?? $0.plate } ?? tray.trailerPlate
        if tray.direction == .out, let number = vehicle?.pass?.number,
            let before = try TrailerStore.found(number, database), before.trailer != trailer
        {
            reasons.append(TrayLook.trailerChanged)
        }
        return (TrayLook(reasons: reasons, trailer: trailer), vehicle?.pass?.number)
    }

    /// What may have changed since the scans. Whom a supervisor let in, or a guard where nobody has a PIN, comes in whatever came
    /// up.
    private func lookAgain(at tray: TrayRequest, _ database: any SQLReading) throws {
        let scans = try tray.members.map { member in
            (member.scan.sequence, try shown[member.scan] ?? Self.scan(member.scan, database))
        }
        let decisions = try Self.decisions(on: scans.map { ($0.0, $0.1.event) }, database)
        let agreed = hasGuards == false ? decisions.admitted : decisions.agreed
        for (sequence, scan) in scans {
            let news = try news(of: scan) { try $0(database) }
            guard news.isEmpty || agreed.contains(sequence) else { throw Consent.changed(news) }
        }
    }

    private static func scan(_ place: JournalPlace, _ database: any SQLReading) throws -> KnownScan {
        guard let epoch = try EpochStore.newest(database), epoch.epoch == place.epoch,
            let bytes = try RecordStore.record(epoch: epoch.seq, sequence: place.sequence, database),
            let record = try? JournalRecord(decoding: bytes), let scan = KnownScan(record)
        else { throw GateError(.request, "a scan of this tray is not in the journal: scan it again") }
        return scan
    }

    /// What guards have decided on some scans, by their places.
    private struct Decisions {
        /// Neither admitted by itself nor decided on.
        var waiting: Set<Int64> = []
        var refused: Set<Int64> = []
        var admitted: Set<Int64> = []
        /// A supervisor agreed.
        var agreed: Set<Int64> = []
    }

    /// A tray is closed at once: its scans stand near the end.
    private static func decisions(
        on scans: [(sequence: Int64, scan: ScanEvent)], _ database: any SQLReading
    ) throws -> Decisions {
        let all = Set(scans.map(\.sequence))
        var found = Decisions(waiting: Set(scans.filter { $0.scan.verdict != .admit }.map(\.sequence)))
        guard let first = all.min(), let epoch = try EpochStore.newest(database) else { return found }
        let records = try RecordStore.run(
            epoch: epoch.seq, from: first, limit: 2_000, byteLimit: 4 << 20, database)
        for bytes in records {
            guard case .override(let override)? = try? JournalRecord(decoding: bytes).event,
                all.contains(override.sequence)
            else { continue }
            found.waiting.remove(override.sequence)
            if override.isAdmitted {
                found.refused.remove(override.sequence)
                found.admitted.insert(override.sequence)
                if override.supervisor != nil { found.agreed.insert(override.sequence) }
            } else {
                found.refused.insert(override.sequence)
                found.admitted.remove(override.sequence)
                found.agreed.remove(override.sequence)
            }
        }
        return found
    }

    private static func entry(
        of tray: TrayRequest, _ look: TrayLook, _ name: WireText, from template: JournalEntry
    ) -> JournalEntry {
        JournalEntry(
            moment: template.moment, time: template.time, trust: template.trust,
            event: .tray(
                TrayEvent(
                    direction: ScanEvent.Direction(tray.direction), isAdmitted: tray.admits,
                    members: tray.members.map { TrayEvent.Member($0.role, $0.scan.sequence) }, trailer: look.trailer,
                    reasons: look.reasons, note: tray.note, guardName: name)))
    }
}
