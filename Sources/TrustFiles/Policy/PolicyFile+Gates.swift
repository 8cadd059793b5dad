import PassFormat
import PassVerify
import StrictJSON

extension PolicyFile {
    /// `gates` of the policy.
    enum Gates {
        private static let most = 1000

        /// The words of `directions`; a patrol is no direction of a gate.
        private enum Way: String, CaseIterable {
            case `in`
            case out
        }

        static func read(_ field: FileField, ports: [PolicyPort]) throws(TrustFileError) -> [PolicyGate] {
            var gates: [PolicyGate] = []
            var seen: Set<WireText> = []
            for element in try field.elements(limit: most) {
                let id = try element.member("id")
                let gate = try gate(element, id: id.text(1...32), ports: ports)
                guard seen.insert(gate.id).inserted else { throw id.duplicate("another gate's id") }
                gates.append(gate)
            }
            return gates
        }

        private static func gate(
            _ field: FileField, id: WireText, ports: [PolicyPort]
        ) throws(TrustFileError) -> PolicyGate {
            let portField = try field.member("port")
            let portID = try portField.text()
            guard let port = ports.first(where: { $0.id == portID }) else {
                throw portField.invalid("no port of the policy has this id")
            }
            var zones: UInt64 = 0
            let zonesField = try field.member("zones")
            for name in try zonesField.elements(limit: 64) {
                guard let zone = port.zone(named: try name.text()) else {
                    throw name.invalid("the gate's port has no zone of this name")
                }
                zones |= zone.mask
            }
            guard zones != 0 else { throw zonesField.invalid("a gate leads to at least one zone") }
            var ways: Set<Way> = []
            let waysField = try field.member("directions")
            for way in try waysField.elements(limit: 2) { ways.insert(try way.word(Way.self)) }
            guard !ways.isEmpty else { throw waysField.invalid("a gate is used in at least one direction") }
            return PolicyGate(
                id: id, port: portID, zones: zones, allowsIn: ways.contains(.in), allowsOut: ways.contains(.out))
        }

        static func write(_ gate: PolicyGate, port: PolicyPort?) -> JSONValue {
            let zones = (port?.zones ?? []).filter { $0.mask & gate.zones != 0 }
            var ways: [String] = []
            if gate.allowsIn { ways.append("in") }
            if gate.allowsOut { ways.append("out") }
            return .object([
                "id": .text(gate.id), "port": .text(gate.port),
                "zones": .texts(zones.map(\.name)), "directions": .texts(ways),
            ])
        }
    }
}
