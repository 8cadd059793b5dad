internal import GateMessages
internal import PassFormat
internal import PassVerify
internal import SQLStore

/// Who comes and goes without a code that was read.
extension Gate {
    /// A line of the paper log may be so many seconds old.
    package static let paperLog: Int64 = 7 * 86_400

    package struct Passage: Sendable {
        package let look: PassageLook
        package let recording: ScanResult.Recording
    }

    /// What the gate's lists say of a passage, before anybody decides on it. Nothing is written.
    ///
    /// - Throws: `GateError` with code `request`.
    package func look(at asked: PassageRequest) throws -> PassageLook {
        var asked = asked
        // Only to look: nothing is let through by it.
        asked.admits = false
        let now = observe(clock.read())
        let (_, desk) = try desk(for: asked, now)
        return try read { try desk.look($0) }
    }

    /// Writes down that somebody came or went, or was sent away. Who is let in against the gate's lists takes a supervisor's PIN,
    /// where the gate has guards.
    ///
    /// - Returns: `waiting` only for who leaves and for emergencies: these wait for no disk.
    /// - Throws: `GateError` with code `request`, `supervisor`, `pin` or `tooSoon`; else when it could not be written: then it has not
    ///   happened.
    package func passage(_ asked: PassageRequest) async throws -> Passage {
        let before = observe(clock.read())
        let (request, firstDesk) = try desk(for: asked, before)
        let name = nameOnRecord(request.guardName)
        let waitsForNoDisk = firstDesk.direction == .out || request.cause == .emergency
        let look = try lookWithoutDisk(firstDesk, mayFail: !waitsForNoDisk)
        let agreed = try await agreement(
            of: waitsForNoDisk ? nil : request.supervisor, beside: name,
            isNeeded: request.admits && look.verdict == .deny)
        let time = clock.read()
        let entry = Self.entry(
            of: request, look, name: name, supervisor: agreed,
            from: self.entry(.trustApplied, at: time, observe(time)))
        do {
            let place = try commit { journal in
                // Barred, or given to somebody else, while the PIN was tried.
                let last = try firstDesk.look(journal.database)
                guard agreed != nil || !request.admits || last.verdict != .deny || look.verdict == .deny else {
                    throw GateError(.supervisor, "something changed meanwhile: look again")
                }
                return try journal.append(entry)
            }
            return Passage(look: look, recording: .durable(place))
        } catch {
            guard waitsForNoDisk, !(error is GateError) || (error as? GateError)?.code == .memory else { throw error }
            let ticket = hold(entry)
            return Passage(
                look: look, recording: .waiting(ticket: ticket, because: trouble ?? GateHome.describe(error)))
        }
    }

    private func desk(
        for asked: PassageRequest, _ now: GateClock
    ) throws(GateError) -> (PassageRequest, PassageDesk) {
        var asked = asked
        let direction = asked.direction ?? applied?.trust.policy.gate(id)?.defaultDirection ?? .in
        asked.direction = direction
        let request = try asked.normalised(at: now.now)
        let desk = PassageDesk(
            request: request, direction: direction, trust: applied?.trust, lists: applied?.lists, gate: id,
            clock: now, ended: ended)
        return (request, desk)
    }

    /// What can't be looked up is no reason to keep somebody in.
    private func lookWithoutDisk(_ desk: PassageDesk, mayFail: Bool) throws -> PassageLook {
        do {
            return try read { try desk.look($0) }
        } catch {
            guard !mayFail else { throw error }
            return PassageLook(direction: desk.direction, reasons: [])
        }
    }

    private static func entry(
        of request: PassageRequest, _ look: PassageLook, name: WireText, supervisor: WireText?,
        from template: JournalEntry
    ) -> JournalEntry {
        let way = ScanEvent.Direction(look.direction)
        let event = PassageEvent(
            cause: request.cause, direction: way, isAdmitted: request.admits, number: request.number,
            reasons: look.reasons.map(\.code), document: request.document, hint: request.hint, plate: request.plate,
            escort: request.escort, headcount: request.headcount, agency: request.agency,
            happenedAt: request.happenedAt, concerns: request.concerns, note: request.note, guardName: name,
            supervisor: supervisor)
        var entry = JournalEntry(
            moment: template.moment, time: template.time, trust: template.trust, event: .passage(event))
        entry.movement = JournalEntry.Movement(event)
        return entry
    }

    /// Emergency vehicles that are inside, or of which something is still to be filled in.
    package func emergencies() throws -> [EmergencyInside] {
        try commit { try EmergencyStore.open($0.database) }
    }
}

extension JournalEntry.Movement {
    /// What becomes of the number of a passage; nil where nobody went, or nobody knows whose number it is.
    init?(_ passage: PassageEvent) {
        guard passage.isAdmitted, passage.cause != .emergency, let number = passage.number else { return nil }
        switch passage.direction {
        case .in: self.init(number: number, state: .inside, happenedAt: passage.happenedAt)
        case .out: self.init(number: number, state: .outside, happenedAt: passage.happenedAt)
        case .check: return nil
        }
    }
}
