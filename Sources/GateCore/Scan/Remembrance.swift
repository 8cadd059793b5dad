package import PassFormat
package import PassVerify
internal import SQLStore

/// What a gate remembers that counts for every decision, also for one that is written nowhere: which passes it once saw ended,
/// whom a supervisor has barred, and what it knows of the time. Who is inside does not: a look is no passage.
package struct Remembrance: Sendable {
    private var ended: EndedPlaces
    private let barred: Set<WireText>
    private var keeper: ClockKeeper
    /// The generation whose lists are in `ended`.
    private var seen: GateTrust?

    init(ended: EndedPlaces, barred: Set<WireText>, keeper: ClockKeeper) {
        self.ended = ended
        self.barred = barred
        self.keeper = keeper
    }

    /// The decision on a text that is not recorded.
    ///
    /// - Parameter simulatedTime: seconds since 1970, past the rules of the clock; nil for the time that it is.
    package mutating func decide(
        _ text: [UInt8], direction: Direction?, trust: GateTrust?, gate: WireText, at time: MachineTime,
        simulatedTime: Int64? = nil
    ) -> GateDecision {
        if let trust, trust != seen {
            _ = ended.merge(trust.statusLists)
            seen = trust
        }
        let clock = simulatedTime.map { GateClock(now: $0, isSuspect: false) } ?? keeper.observe(time).clock
        let direction = direction ?? trust?.policy.gate(gate)?.defaultDirection ?? .in
        let desk = ScanDesk(
            request: ScanRequest(text: text, direction: direction), direction: direction, trust: trust, gate: gate,
            clock: clock, ended: ended)
        return desk.decideWithoutMemory(isBarred: barred.contains)
    }
}

extension Gate {
    /// For decisions beside the journal.
    package func remembrance() -> Remembrance {
        let barred = try? read { try BarredStore.all($0) }
        return Remembrance(ended: ended, barred: barred ?? [], keeper: keeper)
    }
}

extension GateHome {
    /// The same of a gate that does not run; this process holds the lock. Nothing is written, and nothing is mended: what can't be
    /// read is not remembered.
    ///
    /// - Parameter built: when this program was built, seconds since 1970.
    package func remembrance(built: Int64, at time: MachineTime) -> Remembrance {
        let state = ClockState(floor: max(built, configuration.created), at: time)
        guard let reader = SalvageReader(path: MemoryFiles(home: path).database) else {
            return Remembrance(ended: EndedPlaces(), barred: [], keeper: ClockKeeper(state, built: built))
        }
        defer { reader.close() }
        return Remembrance(
            ended: EndedPlaces(reader.whole { try EndedListStore.all($0) } ?? [:]),
            barred: reader.whole { try BarredStore.all($0) } ?? [],
            keeper: ClockKeeper(reader.whole { try ClockStore.state($0) } ?? state, built: built))
    }
}
