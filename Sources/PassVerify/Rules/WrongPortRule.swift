import PassFormat

/// `wrong-port`: the pass names this gate's port. The detail says which ports it does open.
enum WrongPortRule: Rule {
    static func evaluate(_ facts: borrowing Facts) -> Reason? {
        guard facts.zonesHere == nil else { return nil }
        return Reason(.wrongPort, .deny, .ports(facts.claims.access.map(\.port)))
    }
}
