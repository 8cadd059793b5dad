import Register

extension StaffPage {
    /// What a port is called.
    func name(of port: SeedPort) -> String { language == .zhHant ? port.nameInChinese : port.nameInEnglish }

    /// What a gate is called, with its id.
    func name(of gate: SeedGate) -> String { "\(gate.name.text(in: language).text)（\(gate.id)）" }

    /// Ports that have gates, as choices of a list.
    func portChoices(chosen: String) -> [[String: Any]] {
        portsWithGates.map { port in
            ["value": port.id, "text": name(of: port), "isChosen": port.id == chosen]
        }
    }

    var portsWithGates: [SeedPort] {
        let facts = register.siteFacts
        return facts.ports.filter { port in facts.gates.contains { $0.port == port.id } }
    }

    /// The port that an address names.
    /// - Throws: ``Problem/notFound``.
    func port(named id: String) throws -> SeedPort {
        guard let port = portsWithGates.first(where: { $0.id == id }) else { throw Problem.notFound }
        return port
    }
}
