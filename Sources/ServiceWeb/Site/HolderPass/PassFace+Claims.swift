package import PassFormat
package import PassRender

extension PassFace {
    /// The face of a pass.
    /// - Parameters:
    ///   - text: what the QR code holds.
    ///   - port: names a port and the zones of a mask.
    package init(
        _ claims: PassClaims, text: String, utcOffset: Int = 28_800, port: (_ code: String, _ zones: UInt64) -> Port
    ) {
        self.init(
            number: claims.number.string, name: claims.name?.string, organisation: claims.organisation?.string,
            idHint: claims.idHint?.string, kind: Kind(claims.kind), term: Term(claims.term),
            validFrom: claims.notBefore, validUntil: claims.expires, utcOffset: utcOffset,
            ports: claims.access.map { port($0.port.string, $0.zones) }, plates: claims.plates.map(\.string),
            vehicleClass: claims.vehicleClass.map(VehicleClass.init), escortRequired: claims.escortRequired,
            isLiveBound: claims.holderKey != nil, qrText: text)
    }
}

extension PassFace.Kind {
    fileprivate init(_ kind: PassKind) {
        self =
            switch kind {
            case .person: .person
            case .vehicle: .vehicle
            case .visitorCard: .visitorCard
            }
    }
}

extension PassFace.Term {
    fileprivate init(_ term: PassTerm) {
        self =
            switch term {
            case .periodic: .periodic
            case .temporary: .temporary
            case .singleVisit: .singleVisit
            }
    }
}

extension PassFace.VehicleClass {
    fileprivate init(_ vehicleClass: PassFormat.VehicleClass) {
        self =
            switch vehicleClass {
            case .car: .car
            case .lorry: .lorry
            case .trailer: .trailer
            case .motorcycle: .motorcycle
            case .bus: .bus
            case .machinery: .machinery
            case .taxi: .taxi
            }
    }
}
