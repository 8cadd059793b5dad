import PassFormat
import PassVerify
import StrictJSON

extension PolicyFile {
    /// `ports` of the policy.
    enum Ports {
        private static let most = 100

        static func read(_ field: FileField) throws(TrustFileError) -> [PolicyPort] {
            var ports: [PolicyPort] = []
            for element in try field.elements(limit: most) {
                let id = try element.member("id")
                let port = PolicyPort(
                    id: try locode(id), name: try element.member("name").text(PassLimits.name),
                    zones: try zones(element.member("zones")))
                guard !ports.contains(where: { $0.id == port.id }) else { throw id.duplicate("another port's id") }
                ports.append(port)
            }
            return ports
        }

        /// UN/LOCODE: two letters of the country and three letters or digits, as a pass's access map has it.
        private static func locode(_ field: FileField) throws(TrustFileError) -> WireText {
            let text = try field.text()
            let isCapital = { (byte: UInt8) in (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) }
            let isDigit = { (byte: UInt8) in (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
            guard text.utf8.count == 5, text.utf8.allSatisfy({ isCapital($0) || isDigit($0) }) else {
                throw field.invalid("it must be five capital letters or digits")
            }
            return text
        }

        private static func zones(_ field: FileField) throws(TrustFileError) -> [PolicyZone] {
            var zones: [PolicyZone] = []
            for element in try field.elements(limit: 64) {
                let (name, bit) = (try element.member("name"), try element.member("bit"))
                let zone = PolicyZone(
                    name: try name.text(1...32), bit: Int(try bit.integer(in: 0...63)),
                    endorsements: try endorsements(element.optional("endorsements")))
                // A decision writes `#N` for a zone without a name.
                guard zone.name.utf8.first != UInt8(ascii: "#") else { throw name.invalid("it must not start with #") }
                guard !zones.contains(where: { $0.name == zone.name }) else {
                    throw name.duplicate("another zone's name")
                }
                guard !zones.contains(where: { $0.bit == zone.bit }) else { throw bit.duplicate("another zone's bit") }
                zones.append(zone)
            }
            return zones
        }

        private static func endorsements(_ field: FileField?) throws(TrustFileError) -> [WireText] {
            var names: [WireText] = []
            guard let field else { return names }
            for element in try field.elements(limit: 16) { names.append(try element.text(PassLimits.endorsementName)) }
            return names
        }

        static func write(_ port: PolicyPort) -> JSONValue {
            .object([
                "id": .text(port.id), "name": .text(port.name),
                "zones": .array(port.zones.map(write)),
            ])
        }

        private static func write(_ zone: PolicyZone) -> JSONValue {
            var object: JSONObject = ["name": .text(zone.name), "bit": .integer(Int64(zone.bit))]
            if !zone.endorsements.isEmpty { object["endorsements"] = .texts(zone.endorsements) }
            return .object(object)
        }
    }
}
