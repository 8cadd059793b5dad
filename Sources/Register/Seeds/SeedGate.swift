/// A gate as people look for it: its name, and what it opens to.
package struct SeedGate: Hashable, Sendable {
    package let id: String
    /// UN/LOCODE.
    package let port: String
    package let name: SeedText
    /// Names of the port's zones.
    package let zones: [String]
    package let allowsIn: Bool
    package let allowsOut: Bool

    /// Reads `gates.json`, which ``PolicyReader`` has checked.
    static func read(_ root: SeedObject) throws(RegisterError) -> [SeedGate] {
        var gates: [SeedGate] = []
        for gate in try root.objects("gates") {
            let id = try gate.string("id")
            let directions = try gate.strings("directions")
            let name =
                gate.value("name") == nil
                ? SeedText(chinese: id, english: id) : try SeedText(gate.object("name"))
            gates.append(
                SeedGate(
                    id: id, port: try gate.string("port"), name: name, zones: try gate.strings("zones"),
                    allowsIn: directions.contains("in"), allowsOut: directions.contains("out")))
        }
        return gates
    }
}
