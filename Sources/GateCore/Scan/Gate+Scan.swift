internal import GateMessages
internal import PassVerify

extension Gate {
    /// Decides on one scan and remembers it. Never fails: whatever is broken, there is an answer, and the next scan is answered
    /// too.
    package func scan(_ request: ScanRequest) -> ScanResult {
        scanInTurn(request)
    }

    private func scanInTurn(_ asked: ScanRequest) -> ScanResult {
        let time = clock.read()
        let trust = applied?.trust
        var request = asked
        let direction = asked.direction ?? trust?.policy.gate(id)?.defaultDirection ?? .in
        request.direction = direction
        if request.guardName == nil { request.guardName = onDuty?.name }
        if let known = recent.answer(to: request, at: time) { return known.repeated() }
        let now = observe(time)
        let desk = ScanDesk(
            request: request, direction: direction, trust: trust, gate: id, clock: now, ended: ended,
            isEvacuation: evacuation != nil)
        let (moment, mark) = (moment(at: time), applied?.mark)
        do {
            // The history is read in the transaction that changes it: two readers at one gate can't both be the first.
            let (decision, place, entry) = try commit { journal in
                let decision = try desk.decide(journal.database)
                let entry = desk.entry(for: decision, at: moment, trust: mark)
                return (decision, try journal.append(entry), entry)
            }
            let result = ScanResult(
                decision: decision, direction: desk.direction, recording: .durable(place), time: now.now,
                isRepeat: false, isEvacuation: desk.opens(decision))
            recent.note(request, result, at: time)
            shown.note(entry, at: place)
            return result
        } catch {
            let decision = decideWithoutWriting(desk)
            let ticket = hold(desk.entry(for: decision, at: moment, trust: mark, isLate: true))
            // Not kept as a recent answer: shown again, it may be written.
            return ScanResult(
                decision: decision, direction: desk.direction,
                recording: .waiting(ticket: ticket, because: trouble ?? GateHome.describe(error)), time: now.now,
                isRepeat: false, isEvacuation: desk.opens(decision))
        }
    }

    /// A disk that takes nothing may still be read; else by what is held here.
    private func decideWithoutWriting(_ desk: ScanDesk) -> GateDecision {
        let moved = unwrittenMovements
        if let decision = try? read({ try desk.decide($0, waiting: { moved[$0] }) }) { return decision }
        return desk.decideWithoutMemory(movement: { moved[$0] })
    }
}
