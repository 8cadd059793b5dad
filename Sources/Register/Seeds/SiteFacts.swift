/// What the public pages say that is data and not words.
package struct SiteFacts: Hashable, Sendable {
    package let ports: [SeedPort]
    package let gates: [SeedGate]
    package let fees: [SeedFee]
    /// Whether the rate table is an example.
    package let areFeesExamples: Bool
    package let areGatesExamples: Bool
    /// Empty where a register's seeds are older than the file.
    package let procedures: [Procedure]
    package let areProceduresExamples: Bool
    /// Nil where a register's seeds are older than the file.
    package let counters: SeedCounters?

    /// - Parameter files: what each file holds, by its name.
    init(files: [String: SeedObject], ports: [SeedPort]) throws(RegisterError) {
        self.ports = ports
        gates = try files["gates.json"].map(SeedGate.read) ?? []
        areGatesExamples = try Self.isExample(files["gates.json"])
        fees = try files["fees.json"].map(SeedFee.read) ?? []
        areFeesExamples = try Self.isExample(files["fees.json"])
        procedures = try files["procedures.json"].map(ProceduresReader.read) ?? []
        areProceduresExamples = try Self.isExample(files["procedures.json"])
        if let file = files["counters.json"] {
            counters = try SeedCounters.read(file, ports: ports)
        } else {
            counters = nil
        }
    }

    private static func isExample(_ file: SeedObject?) throws(RegisterError) -> Bool {
        guard let file else { return false }
        return try file.bool("example", default: false)
    }

    /// The same with another rate table, which two people put in force: no example.
    func with(fees: [SeedFee]) -> SiteFacts {
        SiteFacts(
            ports: ports, gates: gates, fees: fees, areFeesExamples: false, areGatesExamples: areGatesExamples,
            procedures: procedures, areProceduresExamples: areProceduresExamples, counters: counters)
    }

    private init(
        ports: [SeedPort], gates: [SeedGate], fees: [SeedFee], areFeesExamples: Bool, areGatesExamples: Bool,
        procedures: [Procedure], areProceduresExamples: Bool, counters: SeedCounters?
    ) {
        self.ports = ports
        self.gates = gates
        self.fees = fees
        self.areFeesExamples = areFeesExamples
        self.areGatesExamples = areGatesExamples
        self.procedures = procedures
        self.areProceduresExamples = areProceduresExamples
        self.counters = counters
    }
}
