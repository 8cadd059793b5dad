extension PassFace {
    /// The name, or nothing when there is none to print.
    var namePhrase: Phrase? { Self.phrase(name) }

    var organisationPhrase: Phrase? { Self.phrase(organisation) }

    /// ●●●●6789
    var idHintPhrase: Phrase? {
        guard let idHint, !idHint.isEmpty else { return nil }
        return Phrase(joining: ["●●●●" + idHint], separator: "")
    }

    var platesPhrase: Phrase? {
        let phrase = Phrase(joining: plates, separator: "\u{3000}")
        return phrase.text.isEmpty ? nil : phrase
    }

    /// 基隆港 A、B　臺北港 A; of many ports 基隆港 A B　臺北港 A, which takes a third less.
    var portsPhrase: Phrase? {
        let separator = ports.count > 4 ? " " : "、"
        let parts = ports.map { port in
            let name = port.name.isEmpty ? port.code : port.name
            return port.zones.isEmpty ? name : name + " " + port.zones.joined(separator: separator)
        }
        let phrase = Phrase(joining: parts, separator: "\u{3000}")
        return phrase.text.isEmpty ? nil : phrase
    }

    /// 貨車、曳引車 Lorry, tractor
    var vehicleClassPhrase: Phrase? {
        vehicleClass.map(Labels.vehicleClass).map { Phrase(joining: [$0.chinese, $0.english], separator: " ") }
    }

    /// The colour of the band: told apart from green, amber and red, which are verdicts, and never alone in its meaning.
    var accent: Ink {
        switch kind {
        case .person: Ink(0x005A8C)
        case .vehicle: Ink(0x1B2A33)
        case .visitorCard: Ink(0x5B2A86)
        }
    }

    private static func phrase(_ text: String?) -> Phrase? {
        guard let text else { return nil }
        let phrase = Phrase(text)
        return phrase.text.isEmpty ? nil : phrase
    }
}
