import PassFormat
import StrictJSON

/// The content of the target `ops/visitors-PORT`, once it has been opened.
///
///     {"visitors": [{"hint": "456789", "from": 1800000000, "until": 1800086400, "sponsor": "…", "name": "…"}, …]}
///
/// `name` may be absent; other members are ignored.
package enum VisitorsFile {
    package static let largest = 4 << 20
    private static let mostEntries = 20_000
    private static let file = "ops/visitors"

    package static func decode(_ bytes: [UInt8]) throws(TrustFileError) -> [ExpectedVisitor] {
        let root = try FileField(file: file, bytes: bytes, limit: largest)
        var visitors: [ExpectedVisitor] = []
        for field in try root.member("visitors").elements(limit: mostEntries) {
            let visitor = ExpectedVisitor(
                hint: try field.member("hint").text(1...16), from: try field.member("from").time(),
                until: try field.member("until").time(),
                sponsor: try field.member("sponsor").text(PassLimits.organisation),
                name: try field.optional("name")?.text(PassLimits.name))
            guard let visitor else { throw .invalid(file, "visitors", "one is no visitor") }
            visitors.append(visitor)
        }
        return visitors
    }

    package static func encode(_ visitors: [ExpectedVisitor]) -> [UInt8] {
        JSONWriter.compact(
            .object([
                "visitors": .array(
                    visitors.map { visitor in
                        var members: JSONObject = [
                            "hint": .text(visitor.hint.string), "from": .integer(visitor.from),
                            "until": .integer(visitor.until), "sponsor": .text(visitor.sponsor.string),
                        ]
                        members["name"] = (visitor.name?.string).map(JSONValue.text)
                        return .object(members)
                    })
            ]))
    }
}
