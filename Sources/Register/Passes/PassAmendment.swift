package import Identifiers

/// What the office changes of a pass when it issues it anew under its number. What is nil or empty stays as it stands.
package struct PassAmendment: Hashable, Sendable {
    /// A port that a pass opens besides, or more of its zones.
    package struct Port: Hashable, Sendable {
        package let port: String
        package let zones: [String]

        package init(port: String, zones: [String]) {
            self.port = port
            self.zones = zones
        }
    }

    /// Why a pass is issued anew, of those in `reasons.json`: what may be chosen.
    package static let reasons = ["lost", "stolen", "damaged", "data-changed", "error"]
    package static let extended = "extended"
    package static let portAdded = "port-added"

    /// A code of `reasons.json`.
    package var reason: String
    package var name: String?
    package var organisation: String?
    /// Of a person's pass only: a vehicle's plates are what it is for.
    package var plates: [String]?
    /// Its new last day, by the ports' calendar.
    package var lastDay: CivilDate?
    package var ports: [Port] = []
    /// Whether the phone that it is bound to is let go. The phone of a pass that is lost always is.
    package var isUnbound = false
    /// Whether a card is printed and handed over.
    package var hasCard = false

    package init(reason: String) { self.reason = reason }

    /// Whether it gives its holder more than they had.
    var widens: Bool { lastDay != nil || !ports.isEmpty }

    var changesNothing: Bool {
        name == nil && organisation == nil && plates == nil && !widens && !isUnbound
    }

    var loss: LossKind? { LossKind(rawValue: reason) }
}
