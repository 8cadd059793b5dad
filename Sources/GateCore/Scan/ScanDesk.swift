import GateMessages
import PassCrypto
import PassFormat
import PassVerify
import SQLStore

/// One scan on its way through the decision: what is known before, and what becomes of it in the journal.
struct ScanDesk: Sendable {
    /// Seconds after which the port's feed is no longer what every gate knows.
    private static let feedIsShared: UInt64 = 600
    /// Seconds for which a live code shown again is the same showing.
    private static let sameShowing = UInt64(RecentScans.window / 1_000)

    let request: ScanRequest
    let direction: Direction
    let trust: GateTrust?
    let gate: WireText
    let clock: GateClock
    /// What this gate once saw ended.
    let ended: EndedPlaces
    /// Whether everybody is to leave.
    var isEvacuation = false

    /// Stand in a record beside the codes of the decision.
    static let evacuationCode: WireText = "evacuation"
    static let crewCode: WireText = "crew"

    /// Whether the way out is open whatever the decision is: everybody is to leave, and this is no misread.
    func opens(_ decision: GateDecision) -> Bool {
        isEvacuation && direction == .out
            && !decision.reasons.contains { $0.code == .malformed || $0.code == .unsupported }
    }

    /// The decision by everything the gate remembers.
    ///
    /// - Parameter waiting: where the holder of a number went, by what is not in the database yet.
    func decide(
        _ database: any SQLReading, waiting: (WireText) -> JournalEntry.Movement? = { _ in nil }
    ) throws -> GateDecision {
        var failure: (any Error)?
        let decision = decide { pass in
            do {
                var history = try history(of: pass, database)
                if let state = waiting(pass.claims.number)?.state { note(state, in: &history) }
                forgetCrew(&history)
                return history
            } catch {
                failure = error
                return .unknown
            }
        }
        if let failure { throw failure }
        return decision
    }

    /// The decision of a gate whose memory can't be reached: by what it holds in its own.
    func decideWithoutMemory(
        movement: (WireText) -> JournalEntry.Movement? = { _ in nil }, isBarred: (WireText) -> Bool = { _ in false }
    ) -> GateDecision {
        decide { pass in
            var history = PassHistory.unknown
            history.barred = isBarred(pass.claims.number)
            history.seenRevoked = wasEnded(pass.claims.status)
            if let state = movement(pass.claims.number)?.state { note(state, in: &history) }
            forgetCrew(&history)
            return history
        }
    }

    /// A crew came with its ship: that nobody saw it come in is no reason.
    private func forgetCrew(_ history: inout PassHistory) {
        if request.isCrew, direction == .out, history.presence == .outside { history.presence = .unknown }
    }

    private func decide(_ history: (VerifiedPass) -> PassHistory) -> GateDecision {
        PassVerifier.decide(
            utf8: request.text.span, trust: trust,
            context: GateContext(
                gateID: gate, direction: direction, plate: request.plate, driverPresent: request.driverPresent,
                escortPresent: request.escort.map { _ in true }, photo: request.photo),
            clock: clock, history: history)
    }

    private func history(of pass: VerifiedPass, _ database: any SQLReading) throws -> PassHistory {
        var history = PassHistory.unknown
        let claims = pass.claims
        let row = try HistoryStore.row(
            of: claims.number, port: trust?.policy.gate(gate)?.port,
            liveCode: pass.liveProof.map { JournalEntry.LiveCode(pass: claims.id, issuedAt: $0.issuedAt) }, database)
        if let state = row.presence { note(state, in: &history) }
        if let heard = row.presenceHeard { history.isShared = Self.distance(clock.now, heard) <= Self.feedIsShared }
        if let seen = row.liveCodeSeen { history.liveCodeReplayed = Self.distance(clock.now, seen) > Self.sameShowing }
        history.barred = row.isBarred
        history.seenRevoked = wasEnded(claims.status)
        return history
    }

    /// Whatever a database says: no time is so far away that this traps.
    private static func distance(_ one: Int64, _ other: Int64) -> UInt64 { (one &- other).magnitude }

    private func note(_ state: PresenceState, in history: inout PassHistory) {
        history.presence = state == .inside ? .inside : .outside
        history.used = state == .used
    }

    private func wasEnded(_ status: StatusReference) -> Bool {
        guard let number = trust?.policy.statusListNumber(of: status.uri) else { return false }
        // A pass that the list says was replaced is told so, and is refused all the same.
        guard trust?.statusLists[number]?[status.index] != .superseded else { return false }
        return ended.contains(list: number, index: status.index)
    }

    /// What is written about the decision.
    ///
    /// - Parameter isLate: whether it can't be written now. Then nothing has opened by itself, and on the way in the record says
    ///   so too: what the guard did about it comes as a decision of its own.
    func entry(
        for decision: GateDecision, at moment: JournalMoment, trust mark: TrustMark?, isLate: Bool = false
    ) -> JournalEntry {
        let isOpen = opens(decision)
        let decided = isLate ? ScanResult.verdictWithoutRecord(decision.verdict, direction) : decision.verdict
        let verdict = isOpen ? .admit : decided
        let more = (isOpen ? [Self.evacuationCode] : []) + (request.isCrew ? [Self.crewCode] : [])
        let claims = decision.pass?.claims
        let shown = claims.map { claims in
            ScanEvent.Pass(
                id: claims.id, number: claims.number, term: claims.term,
                status: trust?.policy.statusListNumber(of: claims.status.uri).map {
                    StatusPlace(list: Int64($0), index: Int64(claims.status.index))
                })
        }
        let way = ScanEvent.Direction(direction)
        let event = ScanEvent(
            pass: shown, verdict: ScanEvent.Verdict(verdict),
            reasons: decision.reasons.map { WireText($0.code.rawValue) } + more, direction: way, isLive: decision.live,
            codeDigest: Array(Hash.blake2b(request.text).prefix(MessageLimits.codeDigest)),
            guardName: request.guardName, escort: request.escort, plate: request.plate)
        var entry = JournalEntry(moment: moment, time: clock.now, trust: mark, event: .scan(event))
        entry.expires = claims?.expires
        if verdict == .admit, let shown { entry.movement = JournalEntry.Movement(shown, way) }
        if let pass = decision.pass, let proof = pass.liveProof {
            entry.liveCode = JournalEntry.LiveCode(pass: pass.claims.id, issuedAt: proof.issuedAt)
        }
        return entry
    }
}

extension JournalEntry.Movement {
    /// What becomes of a number that goes this way; nil for a patrol.
    init?(_ pass: ScanEvent.Pass, _ direction: ScanEvent.Direction) {
        number = pass.number
        switch direction {
        case .in: state = .inside
        case .out: state = pass.term == .singleVisit ? .used : .outside
        case .check: return nil
        }
    }
}

extension ScanEvent.Direction {
    init(_ direction: Direction) {
        switch direction {
        case .in: self = .in
        case .out: self = .out
        case .check: self = .check
        }
    }
}

extension ScanEvent.Verdict {
    init(_ verdict: Verdict) {
        switch verdict {
        case .admit: self = .admit
        case .check: self = .check
        case .deny: self = .deny
        }
    }
}
