package import Identifiers
package import PassFormat
import PassVerify

/// A line of the published rate table.
package struct SeedFee: Hashable, Sendable {
    /// The first day it holds.
    package let from: CivilDate
    package let kind: PassKind
    package let term: PassTerm
    /// New Taiwan dollars.
    package let amount: Int64
    package let card: Int64
    /// Whether the card's fee is not asked for at present.
    package let isCardWaived: Bool

    /// Reads `fees.json`.
    static func read(_ root: SeedObject) throws(RegisterError) -> [SeedFee] {
        var fees: [SeedFee] = []
        for fee in try root.objects("fees") {
            guard let from = CivilDate(text: try fee.string("from")) else {
                throw fee.fail("from", "must be a day like 2026-01-01")
            }
            let (kindName, termName) = (try fee.string("kind"), try fee.string("term"))
            guard let kind = PassKind.allCases.first(where: { $0.jsonName == kindName }) else {
                throw fee.fail("kind", "is no kind of pass")
            }
            guard let term = PassTerm.allCases.first(where: { $0.jsonName == termName }) else {
                throw fee.fail("term", "is no term")
            }
            fees.append(
                SeedFee(
                    from: from, kind: kind, term: term, amount: try fee.integer("amount", in: 0...1_000_000),
                    card: try fee.integer("card", in: 0...1_000_000),
                    isCardWaived: try fee.bool("cardWaived", default: false)))
        }
        return fees
    }
}
