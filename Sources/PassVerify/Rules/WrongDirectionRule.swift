/// `wrong-direction`: the gate is used this way.
///
/// The detail names the gates of this port that the pass could use in this direction.
enum WrongDirectionRule: Rule {
    static func evaluate(_ facts: borrowing Facts) -> Reason? {
        guard !facts.gate.allows(facts.context.direction) else { return nil }
        return Reason(.wrongDirection, .deny, .gates(facts.usableGates(zones: facts.zonesHere ?? 0)))
    }
}
