import Identifiers
import PassFormat

/// What a pass is looked for by: as a guard or a caller says it, in one spelling.
struct PassSearchTerm: Hashable, Sendable {
    enum Kind: String, Hashable, Sendable, CaseIterable { case number, name, plate, hint, organisation }

    let kind: Kind
    let text: String

    /// Everything that one pass is found by.
    static func terms(of claims: PassClaims) -> Set<PassSearchTerm> {
        var terms: Set<PassSearchTerm> = []
        func add(_ kind: Kind, _ text: String) {
            let spelt = spelling(text)
            if !spelt.isEmpty { terms.insert(PassSearchTerm(kind: kind, text: spelt)) }
        }
        add(.number, claims.number.string)
        if let name = claims.name?.string {
            add(.name, name)
            // A caller begins with the family name, or with a given one.
            let parts = name.split(whereSeparator: \.isWhitespace)
            for start in parts.indices.dropFirst() { add(.name, parts[start...].joined()) }
        }
        for plate in claims.plates { add(.plate, plate.string) }
        if let hint = claims.idHint?.string { add(.hint, hint) }
        if let organisation = claims.organisation?.string { add(.organisation, organisation) }
        return terms
    }

    /// Upper case, without spaces and dashes; full-width as half-width.
    static func spelling(_ text: String) -> String {
        String(TextNormalisation.compact(text).uppercased().filter { !$0.isWhitespace && $0 != "." && $0 != "," })
    }
}
