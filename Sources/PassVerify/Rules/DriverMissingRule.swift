import PassFormat

/// `driver-missing`: a vehicle has a driver who has shown a pass, where somebody looked.
enum DriverMissingRule: Rule {
    static func evaluate(_ facts: borrowing Facts) -> Reason? {
        guard facts.claims.kind == .vehicle, facts.context.driverPresent == false else { return nil }
        return Reason(.driverMissing, .check)
    }
}
