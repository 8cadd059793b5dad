/// The ships of one port over days, the same for the same seed: for development and tests.
package struct SimulatedSea: Sendable {
    /// By their announcement.
    private let voyages: [SimulatedVoyage]
    private var next = 0
    private var active: [SimulatedVoyage] = []

    /// - Parameters:
    ///   - start: the first moment, a whole number of minutes since 1970.
    ///   - daily: arrivals a day.
    package init(seed: UInt64, port: PortCode, start: Int64, days: Int, daily: Int) {
        var random = SeededRandom(seed: seed)
        let fleet = (0..<max(1, daily * 20)).map { _ in SimulatedShip(&random) }
        var voyages: [SimulatedVoyage] = []
        // Ships that came before the start are there at the start.
        for day in -9..<(days + 8) {
            for place in 0..<daily {
                let number = (day + 9) * daily + place
                let planned = start + Int64(day) * 86_400 + random.between(0...143) * 600
                // In turn, so that no ship is in one port twice at a time.
                let ship = fleet[number % fleet.count]
                voyages.append(SimulatedVoyage(ship, port: port, serial: number, planned: planned, &random))
            }
        }
        self.voyages = voyages.sorted { $0.announced < $1.announced }
    }

    /// What the port's feed says, each moment later than the one before.
    package mutating func calls(at now: Int64) -> [ShipCall] {
        while next < voyages.count, voyages[next].announced <= now {
            active.append(voyages[next])
            next += 1
        }
        active.removeAll { $0.last < now }
        return active.compactMap { $0.call(at: now) }
    }
}
