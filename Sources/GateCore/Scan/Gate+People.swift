package import GateMessages
package import PassFormat
internal import PassVerify
internal import SQLStore

extension Gate {
    /// A guard decides on a scan that was not admitted by itself: confirms or refuses a check, or lets in what was denied. That
    /// last one takes a supervisor's PIN, where the gate has guards; leaving never does.
    ///
    /// - Parameters:
    ///   - scan: where the scan stands in the journal.
    ///   - reason: in the guard's words, or a code of the screen.
    ///   - guardName: who decides, where nobody is on duty.
    ///   - supervisor: who else agrees, another person than the guard; nobody is asked of who leaves.
    /// - Returns: `waiting` only for who leaves: a failing disk keeps nobody in.
    /// - Throws: `GateError` with code `request` when there is no such scan or a text breaks its limits, `supervisor`, `pin` or
    ///   `tooSoon` for the second person; else when it could not be written: then it has not happened.
    package func decide(
        on scan: JournalPlace, admits: Bool, reason: WireText, guardName: WireText? = nil,
        supervisor: Credential? = nil
    ) async throws -> ScanResult.Recording {
        try Self.check(reason, MessageLimits.note, "the reason")
        let name = nameOnRecord(guardName)
        try Self.check(name, MessageLimits.person, "the guard's name")
        let scanned = try scanned(scan)
        let agreed = try await agreement(
            of: scanned.direction == .out ? nil : supervisor, beside: name,
            isNeeded: Self.needsSupervisor(scanned, admits: admits))
        let event = OverrideEvent(
            sequence: scan.sequence, isAdmitted: admits, direction: scanned.direction, reason: reason,
            guardName: name, supervisor: agreed, number: scanned.pass?.number)
        let time = clock.read()
        var entry = entry(.override(event), at: time, observe(time))
        if admits, let pass = scanned.pass { entry.movement = JournalEntry.Movement(pass, scanned.direction) }
        do {
            return .durable(
                try commit { journal in
                    guard try EpochStore.newest(journal.database)?.epoch == scan.epoch else { throw Self.noScan }
                    return try journal.append(entry)
                })
        } catch {
            guard scanned.direction == .out, (error as? GateError)?.code != .request else { throw error }
            entry.belongsTo = scan.epoch
            return .waiting(ticket: hold(entry), because: trouble ?? GateHome.describe(error))
        }
    }

    private static let noScan = GateError(
        .request, "there is no such scan in this gate's journal: scan the pass again")

    /// A scan of the epoch that is written, as its record has it.
    private func scanned(_ place: JournalPlace) throws -> ScanEvent {
        if let known = shown[place] { return known }
        return try read { database in
            guard let epoch = try EpochStore.newest(database), epoch.epoch == place.epoch,
                let bytes = try RecordStore.record(epoch: epoch.seq, sequence: place.sequence, database),
                case .scan(let scanned)? = try? JournalRecord(decoding: bytes).event
            else { throw Self.noScan }
            return scanned
        }
    }

    private static func needsSupervisor(_ scan: ScanEvent, admits: Bool) -> Bool {
        admits && scan.verdict == .deny && scan.direction == .in
    }

    /// The same about a scan that could not be written when it was made. The decision waits with it, where it still does.
    ///
    /// - Throws: `GateError` with code `request`, or for the second person; never for the disk: nobody waits for that to leave.
    package func decide(
        onWaiting ticket: Int64, admits: Bool, reason: WireText, guardName: WireText? = nil,
        supervisor: Credential? = nil
    ) async throws {
        if let place = place(of: ticket) {
            _ = try await decide(
                on: place, admits: admits, reason: reason, guardName: guardName, supervisor: supervisor)
            return
        }
        try Self.check(reason, MessageLimits.note, "the reason")
        let name = nameOnRecord(guardName)
        try Self.check(name, MessageLimits.person, "the guard's name")
        guard case .scan(let scanned)? = waiting(ticket)?.event else {
            throw GateError(.request, "there is no such scan: scan the pass again")
        }
        let agreed = try await agreement(
            of: scanned.direction == .out ? nil : supervisor, beside: name,
            isNeeded: Self.needsSupervisor(scanned, admits: admits))
        // Written while the PIN was tried.
        let place = place(of: ticket)
        let time = clock.read()
        let event = OverrideEvent(
            sequence: place?.sequence ?? 1, isAdmitted: admits, direction: scanned.direction, reason: reason,
            guardName: name, supervisor: agreed, number: scanned.pass?.number)
        var entry = entry(.override(event), at: time, observe(time))
        entry.belongsTo = place?.epoch
        if place == nil { entry.decidesOn = ticket }
        if admits, let pass = scanned.pass { entry.movement = JournalEntry.Movement(pass, scanned.direction) }
        hold(entry)
        _ = try? commit { _ in }
    }

    /// A guard begins or ends a shift at a gate that asks for no PIN.
    package func shift(guardName: WireText, begins: Bool) throws {
        try Self.check(guardName, MessageLimits.person, "the guard's name")
        guard hasGuards == false else {
            throw GateError(.request, "this gate has guards with PINs: sign in with one")
        }
        let time = clock.read()
        let now = observe(time)
        let entry = entry(.shift(guard: guardName, begins: begins), at: time, now)
        let place = try commit { try $0.append(entry) }
        onDuty = begins ? OnDuty(name: guardName, since: now.now, place: place) : nil
    }

    /// Two people at the gate say that its wall clock is right.
    package func resetClock(by first: WireText, and second: WireText) throws {
        try Self.check(first, MessageLimits.person, "the first name")
        try Self.check(second, MessageLimits.person, "the second name")
        guard first != second else { throw GateError(.request, "setting the clock right takes two different people") }
        resetClock(by: [first, second], at: clock.read())
        try commit { _ in }
    }

    /// A supervisor bars a number at this gate.
    package func bar(_ number: WireText, reason: String, by person: WireText) throws {
        try Self.check(number, PassLimits.number, "the number")
        try Self.check(person, MessageLimits.person, "the supervisor's name")
        // No database keeps a NUL in a text; its refusal there would look like damage.
        guard !reason.utf8.contains(0), !person.utf8.contains(0) else {
            throw GateError(.request, "a text holds a NUL character: remove it")
        }
        let now = observe(clock.read()).now
        // What was green a second ago is not any more.
        recent.forget()
        try commit {
            try BarredStore.bar(number, reason: reason, by: person.string, at: now, $0.database)
        }
    }

    /// - Returns: whether the number was barred.
    package func lift(_ number: WireText) throws -> Bool {
        recent.forget()
        return try commit { try BarredStore.lift(number, $0.database) }
    }

    private static func check(_ text: WireText, _ length: ClosedRange<Int>, _ what: String) throws(GateError) {
        guard length.contains(text.utf8.count) else {
            throw GateError(.request, "\(what) has \(length.lowerBound) to \(length.upperBound) bytes")
        }
    }
}
