/// What is printed on a pass: plain values, so that drawing depends on no other module.
///
/// The renderer believes what it is given; whether the pass is any good is decided elsewhere.
package struct PassFace: Hashable, Sendable {
    /// Whom or what the pass admits; the numbers are those of the pass (DESIGN section 3, key 5).
    package enum Kind: Int, Hashable, Sendable, CaseIterable {
        case person = 1
        case vehicle
        case visitorCard
    }

    /// For how long it was issued (key 6).
    package enum Term: Int, Hashable, Sendable, CaseIterable {
        case periodic = 1
        case temporary
        case singleVisit
    }

    /// What kind of vehicle it is (key 13).
    package enum VehicleClass: Int, Hashable, Sendable, CaseIterable {
        case car = 1
        case lorry
        case trailer
        case motorcycle
        case bus
        case machinery
        case taxi
    }

    /// A port the pass opens, and its zones.
    package struct Port: Hashable, Sendable {
        /// The UN/LOCODE.
        package let code: String
        /// The name as printed, e.g. 基隆港; the code is printed when it is empty.
        package let name: String
        /// The zones' names as printed, e.g. A.
        package let zones: [String]

        package init(code: String, name: String, zones: [String]) {
            self.code = code
            self.name = name
            self.zones = zones
        }
    }

    /// Whose passes these are, above the title.
    package var issuerName: String
    package var number: String
    package var name: String?
    package var organisation: String?
    /// The last four characters of the identity document's number.
    package var idHint: String?
    package var kind: Kind
    package var term: Term
    /// Seconds since 1970, the first second it is good.
    package var validFrom: Int64
    /// Seconds since 1970, the first second it is no longer good: printed as the end of the day before when it is midnight.
    package var validUntil: Int64
    /// Seconds that local time is ahead of UTC.
    package var utcOffset: Int
    package var ports: [Port]
    package var plates: [String]
    package var vehicleClass: VehicleClass?
    package var escortRequired: Bool
    /// Whether the holder's phone must show a live code, which makes this print a copy.
    package var isLiveBound: Bool
    /// What the QR code says.
    package var qrText: String

    package init(
        issuerName: String = "臺灣國際商港", number: String, name: String? = nil, organisation: String? = nil,
        idHint: String? = nil, kind: Kind, term: Term, validFrom: Int64, validUntil: Int64, utcOffset: Int = 28_800,
        ports: [Port], plates: [String] = [], vehicleClass: VehicleClass? = nil, escortRequired: Bool = false,
        isLiveBound: Bool = false, qrText: String
    ) {
        self.issuerName = issuerName
        self.number = number
        self.name = name
        self.organisation = organisation
        self.idHint = idHint
        self.kind = kind
        self.term = term
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.utcOffset = utcOffset
        self.ports = ports
        self.plates = plates
        self.vehicleClass = vehicleClass
        self.escortRequired = escortRequired
        self.isLiveBound = isLiveBound
        self.qrText = qrText
    }
}
