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
            let (call, from, to) = try read(try row.blob(2))
            return RecordedShipChange(
                at: try row.integer(0), kind: try row.text(1), call: call, from: from, to: to)
        }
    }

    /// Forecasts that went back after a change, those of one call and one moment together, and the last change that there is.
    static func delays(after change: Int64, _ database: any SQLReading) throws -> (delays: [ShipDelay], last: Int64) {
        var delays: [ShipDelay] = []
        try database.forEachRow(
            """
            SELECT seq, at, kind, body FROM ship_change
            WHERE seq > ? AND kind IN ('eta-rescheduled', 'etd-rescheduled') ORDER BY seq
            """, [.integer(change)]
        ) { row in
            let (call, from, to) = try read(try row.blob(3))
            guard let from, let to, to > from else { return }
            let (seq, at) = (try row.integer(0), try row.integer(1))
            let place: Int
            if let known = delays.lastIndex(where: { $0.at == at && $0.call.key == call.key }) {
                place = known
            } else {
                place = delays.count
                delays.append(ShipDelay(change: seq, at: at, call: call))
            }
            delays[place].change = seq
            let shift = ShipDelay.Shift(from: from, to: to)
            if try row.text(2) == "eta-rescheduled" {
                delays[place].arrival = shift
            } else {
                delays[place].departure = shift
            }
        }
        return (delays, try database.integer("SELECT COALESCE(MAX(seq), 0) FROM ship_change") ?? 0)
    }

    /// A delay as it is to days that were chosen, or moved, when the changes until `followed` were known: counted from the latest that
    /// the ship was ever forecast since. One that goes back and forth is late once.
    /// - Parameter chosenAt: what became known until then was known to whoever chose the days.
    static func delay(
        _ delay: ShipDelay, after followed: Int64, since chosenAt: Int64, _ database: any SQLReading
    ) throws -> ShipDelay {
        guard let key = delay.call.key else { return delay }
        var delay = delay
        let rows = try database.rows(
            """
            SELECT kind, body FROM ship_change
            WHERE call = ? AND seq > ? AND seq <= ? AND at > ? AND kind IN ('eta-rescheduled', 'etd-rescheduled')
            """, .text(key.description), .integer(followed), .integer(delay.change), .integer(chosenAt))
        for row in rows {
            guard let from = try read(try row.blob(1)).from else { continue }
            if try row.text(0) == "eta-rescheduled" {
                delay.arrival = delay.arrival?.counted(from: from)
            } else {
                delay.departure = delay.departure?.counted(from: from)
            }
        }
        return delay
    }

    private static func read(_ body: [UInt8]) throws -> (call: ShipCall, from: Int64?, to: Int64?) {
        guard case .object(let members)? = try? JSONReader.read(body), let value = members["call"],
            let call = StoredShipCall.call(value)
        else { throw RegisterError.damaged("a change of a ship's call") }
        return (call, number(members["from"]), number(members["to"]))
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
