import Identifiers
import StrictJSON

/// Members of a record that several forms fill in one way.
enum RecordParts {
    /// Zones as chosen, `TWKEL/A`, in the order of the seeds: the first port gives the pass number its start.
    static func access(_ chosen: [String], seeds: Seeds) -> JSONValue {
        var access = JSONObject()
        for port in seeds.ports {
            let names = port.zones.map(\.name).filter { chosen.contains("\(port.id)/\($0)") }
            if !names.isEmpty { access[ExactText(port.id)] = .texts(names) }
        }
        return .object(access)
    }

    /// Puts the time in: the last day counts as a whole.
    static func addPeriod(_ record: inout JSONObject, _ values: FieldValues, utcOffset: Int64) {
        if let first = FormCheck.day(values["from"]) {
            record["notBefore"] = .text(first.midnight(utcOffset: utcOffset))
        }
        if let last = FormCheck.day(values["until"]) {
            record["notAfter"] = .text(last.next.midnight(utcOffset: utcOffset))
        }
    }

    /// Puts a text in, unless it was left empty.
    static func add(_ record: inout JSONObject, _ member: StaticString, _ text: String) {
        if !text.isEmpty { record[ExactText(stringLiteral: member)] = .text(text) }
    }

    /// Where what is wrong with these members is mended.
    static let fields = ["access": "zones", "notBefore": "from", "notAfter": "until"]
}
