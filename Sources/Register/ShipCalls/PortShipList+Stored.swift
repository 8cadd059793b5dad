import PassFormat
import PassVerify
import StrictJSON

/// As the register keeps it: `[{"key": "KEL/visa/…", "marks": […], "from": 1800000000, "until": 1800086400}, …]`.
extension PortShipList {
    package var stored: [UInt8] {
        JSONWriter.compact(
            .array(
                entries.map { entry in
                    var members: JSONObject = [
                        "key": .text(entry.key), "marks": .texts(entry.call.marks.map(\.string)),
                        "from": .integer(entry.call.from),
                    ]
                    members["until"] = entry.call.until.map { .integer($0) }
                    return .object(members)
                }))
    }

    package init(stored bytes: [UInt8]) throws {
        guard case .array(let values)? = try? JSONReader.read(bytes) else { throw Self.damaged }
        self.init(try values.map(Self.entry))
    }

    private static let damaged = RegisterError.damaged("the list of a port's ships")

    private static func entry(_ value: JSONValue) throws -> Entry {
        guard case .object(let members) = value, case .string(let key)? = members["key"],
            case .array(let marks)? = members["marks"], case .integer(let from)? = members["from"],
            let call = ShipTimes.Call(marks: try marks.map(text), from: from, until: try time(members["until"]))
        else { throw damaged }
        return Entry(key: key.string, call: call)
    }

    private static func text(_ value: JSONValue) throws -> WireText {
        guard case .string(let text) = value else { throw damaged }
        return WireText(text.string)
    }

    private static func time(_ value: JSONValue?) throws -> Int64? {
        switch value {
        case nil: nil
        case .integer(let number)?: number
        default: throw damaged
        }
    }
}
