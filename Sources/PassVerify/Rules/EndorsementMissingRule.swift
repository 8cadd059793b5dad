import PassFormat

/// `endorsement-missing`: the pass holds, unexpired, what the zones behind this gate ask for.
///
/// Asked are the zones that both the gate leads to and the pass opens. Who leaves is not asked.
enum EndorsementMissingRule: Rule {
    static func evaluate(_ facts: borrowing Facts) -> Reason? {
        guard facts.context.direction != .out else { return nil }
        guard let zonesHere = facts.zonesHere, let port = facts.policy.port(facts.gate.port) else { return nil }
        let zones = zonesHere & facts.gate.zones
        var missing: [WireText] = []
        for zone in port.zones where zone.mask & zones != 0 {
            for name in zone.endorsements where !missing.contains(name) {
                if !holds(name, facts) { missing.append(name) }
            }
        }
        return missing.isEmpty ? nil : Reason(.endorsementMissing, .check, .names(missing))
    }

    private static func holds(_ name: WireText, _ facts: borrowing Facts) -> Bool {
        guard let endorsement = facts.claims.endorsements.first(where: { $0.name == name }) else { return false }
        return facts.now < endorsement.expires.addingClamped(facts.policy.clockSkew)
    }
}
