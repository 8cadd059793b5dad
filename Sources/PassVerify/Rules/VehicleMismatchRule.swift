import PassFormat

/// `vehicle-mismatch`: the plate seen at the gate is one of the pass's. A pass without plates goes with any vehicle.
enum VehicleMismatchRule: Rule {
    static func evaluate(_ facts: borrowing Facts) -> Reason? {
        guard let plate = facts.context.plate, !facts.claims.plates.isEmpty else { return nil }
        guard !facts.claims.plates.contains(plate) else { return nil }
        return Reason(.vehicleMismatch, .check, .plate(plate))
    }
}
