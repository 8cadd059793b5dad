import PassFormat
import SQLStore

/// Passes by the key that signed them.
enum SignerStore {
    /// Good passes after a place whose successor is neither there nor on its way, oldest first.
    static func withoutSuccessor(
        of signer: Int64, after seq: Int64, limit: Int, now: Int64, _ database: any SQLReading
    ) throws -> [PassRow] {
        try database.rows(
            """
            SELECT seq FROM pass WHERE signer = ? AND state = 1 AND expires > ? AND seq > ?
                AND NOT EXISTS (SELECT 1 FROM pass AS next WHERE next.replaces = pass.seq AND next.state < 4)
            ORDER BY seq LIMIT ?
            """, .integer(signer), .integer(now), .integer(seq), .integer(Int64(limit))
        ).compactMap { try PassStore.pass(seq: $0.integer(0), database) }
    }

    /// Numbers of good passes, in their order of issue.
    static func goodNumbers(
        of signer: Int64, after seq: Int64, limit: Int, now: Int64, _ database: any SQLReading
    ) throws -> [(seq: Int64, number: String)] {
        try database.rows(
            "SELECT seq, number FROM pass WHERE signer = ? AND state = 1 AND expires > ? AND seq > ? ORDER BY seq LIMIT ?",
            .integer(signer), .integer(now), .integer(seq), .integer(Int64(limit))
        ).map { (try $0.integer(0), try $0.text(1)) }
    }

    /// How many passes whose time is not over there are, by kind and state.
    static func counts(
        of signer: Int64, now: Int64, _ database: any SQLReading
    ) throws -> [(kind: PassKind, state: PassState, count: Int)] {
        try database.rows(
            """
            SELECT kind, state, COUNT(*) FROM pass WHERE signer = ? AND expires > ? GROUP BY kind, state
            ORDER BY kind, state
            """, .integer(signer), .integer(now)
        ).map { row in
            guard let kind = UInt8(exactly: try row.integer(0)).flatMap(PassKind.init),
                let state = PassState(rawValue: try row.integer(1))
            else { throw RegisterError.damaged("a pass") }
            return (kind, state, Int(try row.integer(2)))
        }
    }

    /// Good passes, by the ports they are for.
    static func ports(of signer: Int64, now: Int64, _ database: any SQLReading) throws -> [String: Int] {
        var ports: [String: Int] = [:]
        try database.forEachRow(
            "SELECT payload FROM pass WHERE signer = ? AND state = 1 AND expires > ?",
            [.integer(signer), .integer(now)]
        ) { row in
            for access in try PassClaims(decoding: row.blob(0)).access { ports[access.port.string, default: 0] += 1 }
        }
        return ports
    }

    /// Good passes with a successor that waits, and passes whose successor is in their place.
    static func succession(
        of signer: Int64, now: Int64, _ database: any SQLReading
    ) throws -> (waiting: Int, replaced: Int) {
        let waiting = try database.integer(
            """
            SELECT COUNT(*) FROM pass JOIN pass AS next ON next.replaces = pass.seq
            WHERE pass.signer = ? AND pass.state = 1 AND pass.expires > ? AND next.state IN (0, 2)
            """, .integer(signer), .integer(now))
        let replaced = try database.integer(
            "SELECT COUNT(*) FROM pass WHERE signer = ? AND state = 5 AND expires > ?", .integer(signer), .integer(now))
        return (Int(waiting ?? 0), Int(replaced ?? 0))
    }
}
