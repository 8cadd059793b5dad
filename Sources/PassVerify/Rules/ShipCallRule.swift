import PassFormat

/// `ship-not-arrived`, `ship-departed`: who comes for one ship comes while she is in port.
///
/// Lists older than a day say nothing of ships, and who leaves is not asked.
enum ShipCallRule: Rule {
    private static let oldest: Int64 = 86_400

    static func evaluate(_ facts: borrowing Facts) -> Reason? {
        guard let call = facts.claims.vesselCall, facts.context.direction != .out, facts.trustAge <= oldest else {
            return nil
        }
        switch facts.trust.ships.place(of: call, at: facts.now) {
        case .unknown, .here: return nil
        case .expected(let from): return Reason(.shipNotArrived, .check, .date(from))
        case .departed(let time): return Reason(.shipDeparted, .check, .date(time))
        }
    }
}
