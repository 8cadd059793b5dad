import PassFormat
import SQLStore

/// Places of passes that were issued after the backup that the register was put back from.
enum LostPlaceStore {
    struct Place: Hashable, Sendable {
        let place: StatusPlace
        let status: PassStatus
        /// Where the port's directory told.
        let number: String?
        let expires: Int64?
    }

    private static func place(_ row: SQLRow) throws -> Place {
        guard let status = UInt8(exactly: try row.integer(2)).flatMap(PassStatus.init(rawValue:)) else {
            throw RegisterError.damaged("a lost place")
        }
        return Place(
            place: StatusPlace(list: Int(try row.integer(0)), index: Int(try row.integer(1))), status: status,
            number: try row.optionalText(3), expires: try row.optionalInteger(4))
    }

    static func insert(_ places: [Place], _ database: any SQLWriting) throws {
        try database.executeEach(
            """
            INSERT INTO lost_place (list, idx, status, number, expires) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (list, idx) DO UPDATE SET status = excluded.status
            """,
            places.map {
                [
                    .integer(Int64($0.place.list)), .integer(Int64($0.place.index)),
                    .integer(Int64($0.status.rawValue)), .text($0.number), .integer($0.expires),
                ]
            })
    }

    static func all(_ database: any SQLReading) throws -> [Place] {
        try database.rows("SELECT list, idx, status, number, expires FROM lost_place ORDER BY list, idx").map(place)
    }

    static func place(_ place: StatusPlace, _ database: any SQLReading) throws -> Place? {
        try database.row(
            "SELECT list, idx, status, number, expires FROM lost_place WHERE list = ? AND idx = ?",
            .integer(Int64(place.list)), .integer(Int64(place.index))
        ).map(Self.place)
    }

    static func places(number: String, _ database: any SQLReading) throws -> [Place] {
        try database.rows(
            "SELECT list, idx, status, number, expires FROM lost_place WHERE number = ? ORDER BY list, idx",
            .text(number)
        ).map(place)
    }

    /// Marks what is not valid, where the list says nothing graver already.
    static func mark(_ list: Int, in result: inout StatusList, _ database: any SQLReading) throws {
        for row in try database.rows(
            "SELECT list, idx, status, number, expires FROM lost_place WHERE list = ? AND status > 0",
            .integer(Int64(list)))
        {
            let lost = try place(row)
            let current = result[lost.place.index] ?? .valid
            guard lost.status.gravity > current.gravity else { continue }
            guard result.set(lost.status, at: lost.place.index) else {
                throw RegisterError.damaged("a lost place's index")
            }
        }
    }

    static func addDigests(_ digests: [[UInt8]], signer: Int64, _ database: any SQLWriting) throws {
        try database.executeEach(
            "INSERT INTO lost_digest (signer, digest) VALUES (?, ?) ON CONFLICT DO NOTHING",
            digests.map { [.integer(signer), .blob($0)] })
    }

    static func digests(signer: Int64, _ database: any SQLReading) throws -> [[UInt8]] {
        try database.rows("SELECT digest FROM lost_digest WHERE signer = ?", .integer(signer)).map { try $0.blob(0) }
    }
}
