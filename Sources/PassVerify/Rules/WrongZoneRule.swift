/// `wrong-zone`: the pass opens at least one of the zones that this gate leads to.
///
/// The detail names the gates of this port that the pass could use in this direction.
enum WrongZoneRule: Rule {
    static func evaluate(_ facts: borrowing Facts) -> Reason? {
        guard let zones = facts.zonesHere, zones & facts.gate.zones == 0 else { return nil }
        return Reason(.wrongZone, .deny, .gates(facts.usableGates(zones: zones)))
    }
}
