import PassFormat
package import PassVerify
import StrictJSON

/// The content of the target `ops/ships-PORT`, once it has been opened.
///
///     {"ships": [{"marks": ["AKHH115012929", "9281346", "VRAB2"], "from": 1800000000, "until": 1800086400}, …]}
///
/// `until` is absent while the ship has not left; other members are ignored.
package enum ShipsFile {
    package static let largest = 4 << 20
    package static let mostCalls = 10_000
    private static let file = "ops/ships"

    package static func decode(_ bytes: [UInt8]) throws(TrustFileError) -> ShipTimes {
        let root = try FileField(file: file, bytes: bytes, limit: largest)
        var calls: [ShipTimes.Call] = []
        for field in try root.member("ships").elements(limit: mostCalls) {
            var marks: [WireText] = []
            for mark in try field.member("marks").elements(limit: ShipTimes.Call.mostMarks) {
                marks.append(try mark.text(PassLimits.vesselCall))
            }
            let call = ShipTimes.Call(
                marks: marks, from: try field.member("from").time(), until: try field.optional("until")?.time())
            guard let call else { throw .invalid(file, "ships", "one is no call of a ship") }
            calls.append(call)
        }
        return ShipTimes(calls)
    }

    package static func encode(_ calls: [ShipTimes.Call]) -> [UInt8] {
        JSONWriter.compact(
            .object([
                "ships": .array(
                    calls.map { call in
                        var members: JSONObject = [
                            "marks": .texts(call.marks.map(\.string)), "from": .integer(call.from),
                        ]
                        members["until"] = call.until.map { .integer($0) }
                        return .object(members)
                    })
            ]))
    }
}
