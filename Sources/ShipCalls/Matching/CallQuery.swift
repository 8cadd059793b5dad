import Identifiers

/// What a person typed to name a ship's call, understood every way it can be.
package struct CallQuery: Hashable, Sendable {
    /// As a visa number would be.
    package let visaNumber: String
    package let imo: String?
    /// It can only be meant as an IMO number, and its check digit does not fit.
    package let isMistypedIMO: Bool
    package let name: String?

    /// Longer texts name no ship.
    package static let mostBytes = 200

    /// Nil when nothing is left of it, or it is too long.
    package init?(_ typed: String) {
        guard typed.utf8.count <= Self.mostBytes else { return nil }
        visaNumber = TextNormalisation.compact(typed)
        name = ShipName.key(typed)
        guard !visaNumber.isEmpty || name != nil else { return nil }
        do {
            imo = try IMONumber(typed).digits
            isMistypedIMO = false
        } catch {
            imo = nil
            isMistypedIMO = error.rule == .checkDigit
        }
    }
}
