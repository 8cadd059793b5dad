package import PassFormat

// The words of DESIGN section 9's record and decision for the numbers on the wire.

extension PassKind {
    package var jsonName: String {
        switch self {
        case .person: "person"
        case .vehicle: "vehicle"
        case .visitorCard: "visitor-card"
        }
    }
}

extension PassTerm {
    package var jsonName: String {
        switch self {
        case .periodic: "periodic"
        case .temporary: "temporary"
        case .singleVisit: "single-visit"
        }
    }
}

extension VehicleClass {
    package var jsonName: String {
        switch self {
        case .car: "car"
        case .lorry: "lorry"
        case .trailer: "trailer"
        case .motorcycle: "motorcycle"
        case .bus: "bus"
        case .machinery: "machinery"
        case .taxi: "taxi"
        }
    }
}
