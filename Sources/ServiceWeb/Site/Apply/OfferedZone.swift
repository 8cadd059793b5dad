import Register

/// A zone that the form offers: one that asks for no endorsement, as this form takes no proof of any.
struct OfferedZone: Hashable, Sendable {
    let port: String
    let zone: String
    let words: Words

    /// What the form sends for it.
    var value: String { "\(port).\(zone)" }

    static func zones(of port: SeedPort) -> [OfferedZone] {
        port.zones.filter(\.endorsements.isEmpty).map {
            OfferedZone(port: port.id, zone: $0.name, words: Words($0.labelInChinese, $0.labelInEnglish))
        }
    }
}
