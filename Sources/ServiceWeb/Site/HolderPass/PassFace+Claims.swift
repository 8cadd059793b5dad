import PassFormat
import PassRender

extension ScannedCode {
    /// What the text states, verified or not.
    var claims: PassClaims {
        switch self {
        case .pass(let pass): pass.claims
        case .live(let live): live.pass.claims
        }
    }
}

extension PassFace {
    /// The face of the pass in a text.
    init(_ code: ScannedCode, text: String, names: PlaceNames) {
        let claims = code.claims
        self.init(
            number: claims.number.string, name: claims.name?.string, organisation: claims.organisation?.string,
            idHint: claims.idHint?.string, kind: Kind(claims.kind), term: Term(claims.term),
            validFrom: claims.notBefore, validUntil: claims.expires,
            ports: claims.access.map { access in
                let code = access.port.string
                return Port(code: code, name: names.port(code), zones: names.zones(of: code, mask: access.zones))
            },
            plates: claims.plates.map(\.string), vehicleClass: claims.vehicleClass.map(VehicleClass.init),
            escortRequired: claims.escortRequired, isLiveBound: claims.holderKey != nil, qrText: text)
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
