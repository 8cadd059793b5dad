/// From when until when a ship is in port, as far as is known, and how sure that is.
package struct CallWindow: Hashable, Sendable {
    /// How much is allowed for what is not known yet. Seconds.
    package struct Rules: Hashable, Sendable {
        /// Forecast and fact differ by up to 48 hours.
        package var tolerance: Int64
        /// How long a ship is taken to stay of which no departure is told. Ours: no source gives a figure.
        package var openStay: Int64

        package init(tolerance: Int64 = 48 * 3600, openStay: Int64 = 14 * 86_400) {
            self.tolerance = tolerance
            self.openStay = openStay
        }
    }

    package let from: Int64
    package let until: Int64
    package let isFromActual: Bool
    package let isUntilActual: Bool

    /// Nil for a call without any time.
    /// - Parameter asOf: when the feed was read that tells of the call. A ship that was in port then was not gone before.
    package init?(_ call: ShipCall, asOf: Int64, rules: Rules) {
        guard let start = call.ata ?? call.eta ?? call.etb ?? call.etd ?? call.atd else { return nil }
        from = start
        isFromActual = call.ata != nil
        isUntilActual = call.atd != nil
        let forecast = call.etd ?? start + rules.openStay
        until = max(start, call.atd ?? (call.state == .inPort ? max(forecast, asOf) : forecast))
    }

    /// How a visit lies to a call.
    package enum Fit: Hashable, Sendable {
        /// All of it while the ship is in port, as far as is known.
        case within
        /// So many seconds before or after a forecast, and no more than is allowed.
        case tolerated(Int64)
        /// So many seconds too early or too late.
        case outside(Int64)
        /// The call has no time.
        case undated

        package var isAccepted: Bool {
            switch self {
            case .within, .tolerated: true
            case .outside, .undated: false
            }
        }
    }

    /// - Parameter visit: its first and last second; one moment at a gate.
    package func fit(_ visit: ClosedRange<Int64>, rules: Rules) -> Fit {
        let early = Self.excess(from, visit.lowerBound)
        let late = Self.excess(visit.upperBound, until)
        guard early > 0 || late > 0 else { return .within }
        let isTolerated = early <= (isFromActual ? 0 : rules.tolerance) && late <= (isUntilActual ? 0 : rules.tolerance)
        return isTolerated ? .tolerated(max(early, late)) : .outside(max(early, late))
    }

    /// By how much the first is later than the second; at most what an integer holds.
    private static func excess(_ late: Int64, _ early: Int64) -> Int64 {
        guard late > early else { return 0 }
        let (difference, overflows) = late.subtractingReportingOverflow(early)
        return overflows ? .max : difference
    }
}
