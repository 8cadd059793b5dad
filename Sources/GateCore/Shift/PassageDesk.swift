import GateMessages
import PassFormat
import PassVerify
import SQLStore
import TrustFiles

/// Holds a passage without a code against everything that the gate knows, as a scan is.
struct PassageDesk {
    let request: PassageRequest
    let direction: Direction
    let trust: GateTrust?
    let lists: PortLists?
    let gate: WireText
    let clock: GateClock
    let ended: EndedPlaces

    func look(_ database: any SQLReading) throws -> PassageLook {
        switch request.cause {
        case .typed, .crew: try number(database)
        case .visitor: try visitor(database)
        case .card: try card(database)
        // Nobody asks an ambulance; and what stands in the paper log has happened.
        case .emergency, .paper: PassageLook(direction: direction, reasons: [])
        }
    }

    private func reason(_ code: ReasonCode, _ effect: Effect = .deny) -> PassageLook.Reason {
        let limited = clock.isSuspect && code.restsOnTheClock ? min(effect, .check) : effect
        return PassageLook.Reason(code: WireText(code.rawValue), effect: limited)
    }

    // MARK: A number

    private func number(_ database: any SQLReading) throws -> PassageLook {
        guard let number = request.number else { return PassageLook(direction: direction, reasons: []) }
        var reasons: [PassageLook.Reason] = []
        var entry: DirectoryEntry?
        switch lists?.answer(to: number) {
        case .known(let found):
            entry = found
            reasons += against(found)
        case .unknown: reasons.append(PassageLook.Reason(code: "unknown-number", effect: .deny))
        case .unreadable, nil: reasons.append(reason(.statusUnknown))
        }
        reasons += try remembered(number, database)
        return PassageLook(direction: direction, reasons: reasons, entry: entry)
    }

    private func against(_ entry: DirectoryEntry) -> [PassageLook.Reason] {
        guard let trust else { return [reason(.noTrust)] }
        var reasons: [PassageLook.Reason] = []
        switch ended.status(of: entry.list, entry.index, by: trust.statusLists) {
        case .valid: break
        case .revoked: reasons.append(reason(.revoked))
        case .superseded: reasons.append(reason(.superseded))
        case .suspended: reasons.append(reason(.suspended))
        case nil: reasons.append(reason(.statusUnknown))
        }
        if clock.now >= entry.expires + trust.policy.clockSkew { reasons.append(reason(.expired)) }
        if clock.now < entry.notBefore - trust.policy.clockSkew { reasons.append(reason(.notYetValid)) }
        if let here = trust.policy.gate(gate), here.zones & entry.zones == 0 { reasons.append(reason(.wrongZone)) }
        let bands = trust.policy.staleness[trust.level]
        let age = trust.age(at: clock.now)
        if age > bands.denyAfter {
            reasons.append(reason(.statusStale))
        } else if age > bands.checkAfter {
            reasons.append(reason(.statusStale, .check))
        }
        return reasons
    }

    private func remembered(_ number: WireText, _ database: any SQLReading) throws -> [PassageLook.Reason] {
        var reasons: [PassageLook.Reason] = []
        let history = try HistoryStore.row(
            of: number, port: trust?.policy.gate(gate)?.port, liveCode: nil, database)
        if history.isBarred { reasons.append(reason(.barred)) }
        switch (direction, history.presence) {
        case (.in, .inside): reasons.append(reason(.alreadyInside, .check))
        case (.in, .used):
            reasons.append(reason(.alreadyUsed, trust?.policy.history.alreadyUsed == .deny ? .deny : .check))
        case (.out, .outside) where request.cause != .crew, (.out, .used) where request.cause != .crew:
            reasons.append(reason(.notInside, .check))
        default: break
        }
        let isWanted =
            lists.map { lists in
                lists.hotList.contains(number: number) || request.plate.map(lists.hotList.contains(plate:)) ?? false
            } ?? false
        if isWanted { reasons.append(reason(.hotlist, .check)) }
        return reasons
    }

    // MARK: Visitors

    private func visitor(_ database: any SQLReading) throws -> PassageLook {
        guard direction == .in, let hint = request.hint else { return PassageLook(direction: direction, reasons: []) }
        guard let lists, lists.isOpen else {
            return PassageLook(direction: direction, reasons: [reason(.statusUnknown)])
        }
        let expected = lists.expected(hint, at: clock.now)
        var reasons: [PassageLook.Reason] = []
        if expected.isEmpty { reasons.append(PassageLook.Reason(code: "not-expected", effect: .deny)) }
        reasons += try company(database)
        return PassageLook(direction: direction, reasons: reasons, expected: expected)
    }

    /// Who accompanies somebody on the way in: a person whose own pass is good here, by the directory.
    func company(_ database: any SQLReading) throws -> [PassageLook.Reason] {
        guard direction == .in else { return [] }
        guard let escort = request.escort else { return [reason(.escortRequired, .check)] }
        guard case .known(let entry)? = lists?.answer(to: escort), entry.kind == .person,
            try !BarredStore.contains(escort, database), !against(entry).contains(where: { $0.effect == .deny })
        else { return [PassageLook.Reason(code: "escort-not-valid", effect: .deny)] }
        return []
    }

    private func card(_ database: any SQLReading) throws -> PassageLook {
        guard let number = request.number else { return PassageLook(direction: direction, reasons: []) }
        let card = try CardStore.find(number, database)
        var reasons = try remembered(number, database)
        if card?.state != .out {
            reasons.append(PassageLook.Reason(code: "card-not-out", effect: .deny))
        } else if let until = card?.until, clock.now >= until {
            reasons.append(reason(.expired))
        }
        reasons += try company(database)
        return PassageLook(direction: direction, reasons: reasons, card: card)
    }
}
