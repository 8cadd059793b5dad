import PassFormat
import PassRender
import Register

/// What the page of a pass says, as values for its template.
struct HolderPassPage {
    /// The names that the template may have, beside the constants.
    static let names: Set<String> = [
        "advice", "begins", "bound", "caption", "csrf", "drawing", "ends", "endorsed", "endorsement", "endorsements",
        "escort", "good", "hint", "id", "issued", "issuer", "key", "kind", "made", "mark", "name", "number",
        "organisation", "path", "phone", "photo", "photo-alt", "place", "places", "plates", "prove", "sheet", "state",
        "state-word", "tag", "text", "validity", "vehicle-class",
    ]

    /// What is the same on every page of a language: written into the template once.
    static func constants(words: PassWords, assets: PassAssets) -> [String: String] {
        [
            "language": words.language.rawValue, "assets": assets.path, "version": assets.version,
            "worker": assets.worker, "encoder": assets.hasEncoder ? "\(assets.path)/\(PassAssets.encoderName)" : "",
            "script-words": words.scriptWords,
        ]
    }

    /// The words that are chosen here by what a pass says.
    static let words =
        ["active", "future", "suspended", "revoked", "superseded", "expired"].map { "state-\($0)" }
        + ["future", "suspended", "revoked", "superseded", "expired"].map { "advice-\($0)" }
        + ["person", "vehicle", "visitor"].map { "kind-\($0)" }
        + ["periodic", "temporary", "single"].map { "term-\($0)" }
        + (1...7).map { "class-\($0)" } + ["code-plain", "code-copy", "endorsement-until", "photo-alt"]

    let pass: HeldPass
    let words: PassWords
    let assets: PassAssets
    let grant: PassGrant
    let isBindable: Bool
    let ports: [SeedPort]
    let utcOffset: Int64
    let now: Int64

    private var claims: PassClaims { pass.claims }
    private var state: String { pass.stateName(at: now) }
    private var isGood: Bool { pass.isGood(at: now) }
    private var isBound: Bool { claims.holderKey != nil }
    private var path: String { PassAddress(language: words.language, number: pass.number).path }

    /// Whoever keeps the page knows by it whether what is kept is what would come now.
    var tag: String { "\(pass.id.hex).\(state).\(assets.version).\(words.language.rawValue)" }

    /// - Parameter drawing: the code as SVG; empty for a pass that no gate admits.
    func values(drawing: [UInt8]) -> [String: PageValue] {
        var values: [String: PageValue] = [
            "path": .text(path), "csrf": .text(grant.token),
            "prove": .text(PassAddress(language: words.language, number: pass.number).prove),
            "tag": .text(tag), "made": .text(String(now)),
            "number": .text(pass.number), "id": .text(pass.id.hex), "state": .text(state), "key": .text(key),
            "text": .text(isGood ? pass.text : ""), "issuer": .text(claims.issuer.string),
            "issued": .text(String(claims.issuedAt)), "begins": .text(String(claims.notBefore)),
            "ends": .text(String(claims.expires)),
            "mark": .text(mark), "state-word": .text(words["state-\(state)"]),
            "advice": .text(state == "active" ? "" : words["advice-\(state)"]),
            "good": .flag(isGood), "bound": .flag(isBound), "phone": .flag(isGood && (isBindable || isBound)),
            "sheet": .flag(claims.kind == .vehicle),
            "drawing": .markup(drawing), "caption": .text(words[isBound ? "code-copy" : "code-plain"]),
            "escort": .flag(claims.escortRequired),
            "kind": .text(kind), "validity": .text(validity), "places": .list(places),
        ]
        for (name, text) in [
            ("name", claims.name), ("hint", claims.idHint), ("organisation", claims.organisation),
        ] { values[name] = text.map { .text($0.string) } }
        if claims.photoSecret != nil {
            values["photo"] = .text("\(path)/photo.jpg")
            values["photo-alt"] = .text(words("photo-alt", ["name": claims.name?.string ?? pass.number]))
        }
        if !claims.plates.isEmpty { values["plates"] = .text(claims.plates.map(\.string).joined(separator: "　")) }
        if let vehicleClass = claims.vehicleClass {
            values["vehicle-class"] = .text(words["class-\(vehicleClass.rawValue)"])
        }
        if !claims.endorsements.isEmpty {
            values["endorsed"] = .flag(true)
            values["endorsements"] = .list(endorsements)
        }
        return values
    }

    /// The name of the key that it is bound to; empty for a plain pass.
    private var key: String { HolderKeyName.name(of: claims.holderKey) }

    private var mark: String {
        switch state {
        case "active": "✓"
        case "future": "○"
        default: "✕"
        }
    }

    private var kind: String {
        let kind =
            switch claims.kind {
            case .person: "kind-person"
            case .vehicle: "kind-vehicle"
            case .visitorCard: "kind-visitor"
            }
        let term =
            switch claims.term {
            case .periodic: "term-periodic"
            case .temporary: "term-temporary"
            case .singleVisit: "term-single"
            }
        return "\(words[kind])・\(words[term])"
    }

    private var validity: String {
        let validity = SiteDate.validity(from: claims.notBefore, until: claims.expires, utcOffset: utcOffset)
        return isChinese ? "\(validity.chinese)（\(validity.english)）" : validity.english
    }

    private var isChinese: Bool { words.language == .zhHant }

    private var places: [[String: PageValue]] {
        claims.access.map { entry in
            let code = entry.port.string
            guard let port = ports.first(where: { $0.id == code }) else { return ["place": .text(code)] }
            let zones = port.zones.filter { entry.zones >> UInt64($0.bit) & 1 == 1 }.map { zone in
                let label = isChinese ? zone.labelInChinese : zone.labelInEnglish
                return label == zone.name ? label : "\(zone.name) \(label)"
            }
            let place =
                isChinese
                ? "\(port.nameInChinese)：\(zones.joined(separator: "、"))"
                : "\(port.nameInEnglish): \(zones.joined(separator: ", "))"
            return ["place": .text(place)]
        }
    }

    private var endorsements: [[String: PageValue]] {
        claims.endorsements.map { endorsement in
            // The last whole day, as elsewhere.
            let day = SiteDate.text(SiteDate.day(of: endorsement.expires - 1, utcOffset: utcOffset))
            return [
                "endorsement": .text(words("endorsement-until", ["name": endorsement.name.string, "date": day]))
            ]
        }
    }
}
