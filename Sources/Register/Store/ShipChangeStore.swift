import SQLStore
import ShipCalls
import StrictJSON

/// What changed about calls, in the order it became known.
enum ShipChangeStore {
    static func add(
        _ changes: [CallChange], port: PortCode, at now: Int64, _ database: any SQLWriting
    ) throws {
        for change in changes {
            try database.execute(
                "INSERT INTO ship_change (at, port, call, kind, body) VALUES (?, ?, ?, ?, ?)",
                .integer(now), .text(port.rawValue), .text(change.key.description), .text(change.kind.name),
                .blob(JSONWriter.compact(body(change))))
        }
    }

    static func all(_ key: CallKey, _ database: any SQLReading) throws -> [RecordedShipChange] {
        try database.rows(
            "SELECT at, kind, body FROM ship_change WHERE call = ? ORDER BY seq", .text(key.description)
        ).map { row in
            guard case .object(let members)? = try? JSONReader.read(try row.blob(2)), let value = members["call"],
                let call = StoredShipCall.call(value)
            else { throw RegisterError.damaged("a change of a ship's call") }
            return RecordedShipChange(
                at: try row.integer(0), kind: try row.text(1), call: call, from: number(members["from"]),
                to: number(members["to"]))
        }
    }

    static func forget(before limit: Int64, _ database: any SQLWriting) throws {
        try database.execute("DELETE FROM ship_change WHERE at < ?", .integer(limit))
    }

    private static func body(_ change: CallChange) -> JSONValue {
        var members: JSONObject = ["call": StoredShipCall.json(change.call)]
        switch change.kind {
        case .rescheduled(_, let from, let to):
            members["from"] = from.map { .integer($0) }
            members["to"] = to.map { .integer($0) }
        case .corrected(_, let from, let to):
            members["from"] = .integer(from)
            members["to"] = to.map { .integer($0) }
        case .arrived(let time), .departed(let time): members["to"] = .integer(time)
        case .numbered(let from): members["key"] = .text(from.description)
        case .moved(let from, _): members["berth"] = (from.name ?? from.code).map { .text($0) }
        case .appeared, .gone, .renamed: break
        }
        return .object(members)
    }

    private static func number(_ value: JSONValue?) -> Int64? {
        if case .integer(let number)? = value { number } else { nil }
    }
}

extension CallChange.Kind {
    /// Stable, for storage: `eta-rescheduled`, `ata-corrected`, `moved`.
    package var name: String {
        switch self {
        case .appeared: "appeared"
        case .numbered: "numbered"
        case .rescheduled(let time, _, _): "\(time.rawValue)-rescheduled"
        case .corrected(let time, _, _): "\(time.rawValue)-corrected"
        case .moved: "moved"
        case .arrived: "arrived"
        case .departed: "departed"
        case .gone: "gone"
        case .renamed: "renamed"
        }
    }
}
