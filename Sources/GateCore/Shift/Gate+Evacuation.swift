package import GateMessages
package import PassFormat
internal import PassVerify
internal import SQLStore

/// Everybody is to leave: one key begins it, and while it lasts no exit is checked.
extension Gate {
    /// Begins at once, whether it can be written or not: nobody waits for a disk, or for a PIN.
    ///
    /// - Throws: `GateError` with code `request` when it has begun already, or a text breaks its limits.
    package func beginEvacuation(note: WireText? = nil, guardName: WireText? = nil) throws -> ScanResult.Recording {
        if let note { try Self.checkPlain(note, MessageLimits.note, "the note") }
        let name = nameOnRecord(guardName)
        try Self.checkPlain(name, MessageLimits.person, "the guard's name")
        guard evacuation == nil else { throw GateError(.request, "the evacuation has begun already") }
        let time = clock.read()
        let now = observe(time)
        let entry = entry(
            .evacuation(EvacuationEvent(phase: .begun, note: note, guardName: name)), at: time, now)
        evacuation = Evacuation(since: now.now, begunBy: name, counts: [])
        // What was amber a second ago is not any more.
        recent.forget()
        do {
            return .durable(try commit { try $0.append(entry) })
        } catch {
            return .waiting(ticket: hold(entry), because: trouble ?? GateHome.describe(error))
        }
    }

    /// - Throws: `GateError` with code `supervisor`, `pin` or `tooSoon`; or why it could not be written: then it lasts.
    package func endEvacuation(
        supervisor: Credential?, note: WireText? = nil, guardName: WireText? = nil
    ) async throws -> JournalPlace {
        if let note { try Self.checkPlain(note, MessageLimits.note, "the note") }
        guard evacuation != nil else { throw GateError(.request, "there is no evacuation") }
        let name = nameOnRecord(guardName)
        let agreed = try await agreement(of: supervisor, beside: name, isNeeded: true)
        guard evacuation != nil else { throw GateError(.request, "there is no evacuation") }
        let time = clock.read()
        let entry = entry(
            .evacuation(EvacuationEvent(phase: .ended, note: note, guardName: name, supervisor: agreed)), at: time,
            observe(time))
        let place = try commit { try $0.append(entry) }
        evacuation = nil
        recent.forget()
        return place
    }

    /// How many people are at an assembly point. A later count of the same place replaces it.
    package func countAtAssembly(
        _ place: WireText, headcount: Int64, guardName: WireText? = nil
    ) throws -> ScanResult.Recording {
        try Self.checkPlain(place, MessageLimits.assemblyPlace, "the assembly point")
        guard MessageLimits.headcount.contains(headcount) else {
            throw GateError(.request, "the headcount lies between 0 and \(MessageLimits.headcount.upperBound)")
        }
        guard evacuation != nil else { throw GateError(.request, "there is no evacuation") }
        let time = clock.read()
        let now = observe(time)
        let event = EvacuationEvent(
            phase: .counted, place: place, headcount: headcount, guardName: nameOnRecord(guardName))
        let entry = entry(.evacuation(event), at: time, now)
        defer {
            evacuation?.counts.removeAll { $0.place == place }
            evacuation?.counts.append(AssemblyCount(place: place, headcount: headcount, time: now.now))
            evacuation?.counts.sort { $0.place < $1.place }
        }
        do {
            return .durable(try commit { try $0.append(entry) })
        } catch {
            return .waiting(ticket: hold(entry), because: trouble ?? GateHome.describe(error))
        }
    }
}
