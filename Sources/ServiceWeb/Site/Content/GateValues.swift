import Register

/// The gates of each port, and what each opens to.
enum GateValues {
    static func values(_ facts: ContentFacts) -> [String: Any] {
        let ports = facts.site.ports.filter { port in facts.site.gates.contains { $0.port == port.id } }
        return [
            "isExample": facts.site.areGatesExamples,
            "ports": ports.map { port in
                let gates = facts.site.gates.filter { $0.port == port.id }
                return [
                    "place": port.id, "name": facts.values(port.name), "table": table(gates, of: port, facts),
                ] as [String: Any]
            },
        ]
    }

    private static func table(_ gates: [SeedGate], of port: SeedPort, _ facts: ContentFacts) -> [String: Any] {
        let words = facts.words
        let language = words.language
        func cell(_ texts: [SeedText]) -> TableView.Cell {
            let found = texts.map { $0.text(in: language) }
            let isForeign = found.contains { $0.language != language }
            return TableView.Cell(
                found.map(\.text).joined(separator: language == .zhHant ? "、" : ", "),
                language: isForeign ? found.first?.language.rawValue : nil)
        }
        let rows = gates.map { gate in
            let direction =
                gate.allowsIn && gate.allowsOut ? "guide.in-and-out" : gate.allowsIn ? "guide.in" : "guide.out"
            let zones = gate.zones.compactMap { name in port.zones.first { $0.name == name }?.label }
            return [
                cell([gate.name]), TableView.Cell(gate.id), cell(zones), TableView.Cell(words[direction]),
            ]
        }
        return TableView(
            caption: words["guide.gates-caption", ["port": port.name.text(in: language).text]],
            columns: [
                words["guide.column-gate"], words["guide.column-code"], words["guide.column-zones"],
                words["guide.column-direction"],
            ], rows: rows
        ).values
    }
}
