import Identifiers
import ShipCalls

/// A forecast of a ship that went back, and what it does to the days of a visit to her.
struct ShipDelay: Hashable, Sendable {
    struct Shift: Hashable, Sendable {
        let from: Int64
        let to: Int64

        /// What is left of it where she was to come as late as that before; nil for nothing.
        func counted(from other: Int64) -> Shift? {
            let from = max(from, other)
            return from < to ? Shift(from: from, to: to) : nil
        }
    }

    /// The last of the changes that it is made of; later ones come after it.
    var change: Int64
    /// When it became known.
    let at: Int64
    /// The call as it is now.
    let call: ShipCall
    var arrival: Shift?
    var departure: Shift?

    /// Whether a visit of these days was planned to the call as it was told before. The name alone counts at her time only.
    func concerns(_ typed: [String], from: CivilDate, until: CivilDate, utcOffset: Int64) -> Bool {
        guard from <= until else { return false }
        var before = call
        if let arrival { before.eta = arrival.from }
        if let departure { before.etd = departure.from }
        let finder = CallFinder(ShipSnapshot([before]), asOf: at)
        let visit = Self.start(of: from, utcOffset)...Self.start(of: until.next, utcOffset) - 1
        return typed.compactMap { CallQuery($0) }.contains { query in
            finder.matches(query, during: visit, port: call.port).contains(where: \.isAccepted)
        }
    }

    /// Where the days of a visit go. One that has not begun keeps its place to the arrival; one that lasted to the departure lasts to
    /// the new one.
    /// - Returns: nil where nothing moves.
    func moved(
        from: CivilDate, until: CivilDate, today: CivilDate, utcOffset: Int64
    ) -> (from: CivilDate, until: CivilDate)? {
        var (first, last) = (from.daysSinceEpoch, until.daysSinceEpoch)
        if let arrival, from > today {
            let days = max(0, days(of: arrival, utcOffset))
            first += days
            last += days
        }
        if let departure, until >= CivilDate(of: departure.from, utcOffset: utcOffset) {
            last = max(last, until.daysSinceEpoch + max(0, days(of: departure, utcOffset)))
        }
        let moved = (from: CivilDate(daysSinceEpoch: first), until: CivilDate(daysSinceEpoch: last))
        return moved == (from, until) ? nil : moved
    }

    private func days(of shift: Shift, _ utcOffset: Int64) -> Int64 {
        CivilDate(of: shift.to, utcOffset: utcOffset).daysSinceEpoch
            - CivilDate(of: shift.from, utcOffset: utcOffset).daysSinceEpoch
    }

    private static func start(of day: CivilDate, _ utcOffset: Int64) -> Int64 {
        day.daysSinceEpoch * 86_400 - utcOffset
    }
}
