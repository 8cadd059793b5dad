import PassFormat
import PassVerify
import SQLStore

/// Live codes that were shown here, by the pass and the second they were made in.
enum LiveCodeStore {
    /// When this code was first seen, if it was.
    static func seen(_ pass: PassID, issuedAt: Int64, _ database: any SQLReading) throws -> Int64? {
        try database.integer(
            "SELECT seen FROM live_code WHERE pass = ? AND issued = ?", .integer(Int64(bitPattern: pass.rawValue)),
            .integer(issuedAt))
    }

    static func note(_ pass: PassID, issuedAt: Int64, at time: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            "INSERT INTO live_code (pass, issued, seen) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            .integer(Int64(bitPattern: pass.rawValue)), .integer(issuedAt), .integer(time))
    }

    /// Forgets codes that are too old to be fresh by any clock that is still believed.
    static func remove(issuedBefore time: Int64, _ database: any SQLWriting) throws {
        try database.execute("DELETE FROM live_code WHERE issued < ?", .integer(time))
    }
}
