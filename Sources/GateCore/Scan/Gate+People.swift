package import GateMessages
package import PassFormat
internal import PassVerify
internal import SQLStore

extension Gate {
    /// A guard decides on a scan that was not admitted by itself: confirms or refuses a check, or lets in what was denied.
    ///
    /// - Parameters:
    ///   - scan: where the scan stands in the journal.
    ///   - reason: in the guard's words, or a code of the screen.
    ///   - supervisor: who else agreed, where the screen asks for a second person.
    /// - Throws: `GateError` with code `request` when there is no such scan or a text breaks its limits; else when it could
    ///   not be written: then it has not happened.
    package func decide(
        on scan: JournalPlace, admits: Bool, reason: WireText, guardName: WireText, supervisor: WireText? = nil
    ) throws -> JournalPlace {
        try Self.check(reason, MessageLimits.note, "the reason")
        try Self.check(guardName, MessageLimits.person, "the guard's name")
        if let supervisor { try Self.check(supervisor, MessageLimits.person, "the supervisor's name") }
        let time = clock.read()
        let now = observe(time)
        let template = entry(.trustApplied, at: time, now)
        return try commit { journal in
            guard let epoch = try EpochStore.newest(journal.database), epoch.epoch == scan.epoch,
                let bytes = try RecordStore.record(epoch: epoch.seq, sequence: scan.sequence, journal.database),
                case .scan(let scanned)? = try? JournalRecord(decoding: bytes).event
            else { throw GateError(.request, "there is no such scan in this gate's journal: scan the pass again") }
            let event = OverrideEvent(
                sequence: scan.sequence, isAdmitted: admits, direction: scanned.direction, reason: reason,
                guardName: guardName, supervisor: supervisor, number: scanned.pass?.number)
            var entry = JournalEntry(
                moment: template.moment, time: template.time, trust: template.trust, event: .override(event))
            if admits, let pass = scanned.pass {
                entry.movement = JournalEntry.Movement(pass, scanned.direction)
            }
            return try journal.append(entry)
        }
    }

    /// The same about a scan that could not be written when it was made. The decision waits with it, where it still does.
    ///
    /// - Throws: `GateError` with code `request`; never for the disk: nobody waits for that to leave.
    package func decide(
        onWaiting ticket: Int64, admits: Bool, reason: WireText, guardName: WireText, supervisor: WireText? = nil
    ) throws {
        if let place = place(of: ticket) {
            _ = try decide(
                on: place, admits: admits, reason: reason, guardName: guardName, supervisor: supervisor)
            return
        }
        try Self.check(reason, MessageLimits.note, "the reason")
        try Self.check(guardName, MessageLimits.person, "the guard's name")
        if let supervisor { try Self.check(supervisor, MessageLimits.person, "the supervisor's name") }
        guard case .scan(let scanned)? = waiting(ticket)?.event else {
            throw GateError(.request, "there is no such scan: scan the pass again")
        }
        let time = clock.read()
        let event = OverrideEvent(
            sequence: 1, isAdmitted: admits, direction: scanned.direction, reason: reason, guardName: guardName,
            supervisor: supervisor, number: scanned.pass?.number)
        var entry = entry(.override(event), at: time, observe(time))
        entry.decidesOn = ticket
        if admits, let pass = scanned.pass { entry.movement = JournalEntry.Movement(pass, scanned.direction) }
        hold(entry)
        _ = try? commit { _ in }
    }

    /// A guard begins or ends a shift.
    package func shift(guardName: WireText, begins: Bool) throws {
        try Self.check(guardName, MessageLimits.person, "the guard's name")
        _ = try write(.shift(guard: guardName, begins: begins))
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

    private func write(_ event: JournalEvent) throws -> JournalPlace {
        let time = clock.read()
        let entry = entry(event, at: time, observe(time))
        return try commit { try $0.append(entry) }
    }

    private static func check(_ text: WireText, _ length: ClosedRange<Int>, _ what: String) throws(GateError) {
        guard length.contains(text.utf8.count) else {
            throw GateError(.request, "\(what) has \(length.lowerBound) to \(length.upperBound) bytes")
        }
    }
}
