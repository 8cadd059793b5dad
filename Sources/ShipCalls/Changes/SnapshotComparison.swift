/// What changed between two moments.
package enum SnapshotComparison {
    /// - Returns: in the order of the keys; none when both are equal.
    package static func changes(from old: ShipSnapshot, to new: ShipSnapshot) -> [CallChange] {
        var changes: [CallChange] = []
        let earlier = renumbered(from: old, to: new)
        for (key, call) in new.calls {
            if let known = old.calls[key] {
                changes += differences(key, known, call)
            } else if let before = earlier[key], let known = old.calls[before] {
                changes.append(CallChange(key, .numbered(from: before), call))
                changes += differences(key, known, call)
            } else {
                changes.append(CallChange(key, .appeared, call))
                if let atd = call.atd {
                    changes.append(CallChange(key, .departed(atd), call))
                } else if let ata = call.ata {
                    changes.append(CallChange(key, .arrived(ata), call))
                }
            }
        }
        let continued = Set(earlier.values)
        for (key, call) in old.calls where new.calls[key] == nil && !continued.contains(key) && call.state != .departed
        {
            changes.append(CallChange(key, .gone, call))
        }
        let places = changes.enumerated().sorted { ($0.element.key, $0.offset) < ($1.element.key, $1.offset) }
        return places.map(\.element)
    }

    /// New keys by the old ones of the same visit: those that got a number, or lost it, where only one can be meant.
    private static func renumbered(from old: ShipSnapshot, to new: ShipSnapshot) -> [CallKey: CallKey] {
        let come = new.calls.filter { old.calls[$0.key] == nil }
        guard !come.isEmpty else { return [:] }
        let left = VisitIndex(old.calls) { new.calls[$0] == nil }
        var result: [CallKey: CallKey] = [:]
        var taken: Set<CallKey> = []
        for (key, call) in come.sorted(by: { $0.key < $1.key }) {
            // Two numbers are two visits.
            let before = left.only(call) { ($0.isShip || key.isShip) && !taken.contains($0) }
            guard let before else { continue }
            result[key] = before
            taken.insert(before)
        }
        return result
    }

    private static func differences(_ key: CallKey, _ old: ShipCall, _ new: ShipCall) -> [CallChange] {
        guard old != new else { return [] }
        var kinds: [CallChange.Kind] = []
        if old.imo != new.imo || old.callSign != new.callSign || old.chineseName != new.chineseName
            || old.englishName != new.englishName
        {
            kinds.append(.renamed)
        }
        for time in CallTime.allCases where old[time] != new[time] {
            switch (time, old[time], new[time]) {
            case (.ata, nil, let to?): kinds.append(.arrived(to))
            case (.atd, nil, let to?): kinds.append(.departed(to))
            case (.ata, let from?, let to), (.atd, let from?, let to):
                kinds.append(.corrected(time, from: from, to: to))
            case (_, let from, let to): kinds.append(.rescheduled(time, from: from, to: to))
            }
        }
        let before = CallChange.Berth(code: old.berthCode, name: old.berthName)
        let after = CallChange.Berth(code: new.berthCode, name: new.berthName)
        if hasMoved(before, after) { kinds.append(.moved(from: before, to: after)) }
        return kinds.map { CallChange(key, $0, new) }
    }

    /// By the name where both have one, else by the code: the two shapes tell of different ones.
    private static func hasMoved(_ old: CallChange.Berth, _ new: CallChange.Berth) -> Bool {
        if let one = old.name, let other = new.name { return one != other }
        if let one = old.code, let other = new.code { return one != other }
        return (old.name ?? old.code) != (new.name ?? new.code)
    }
}
