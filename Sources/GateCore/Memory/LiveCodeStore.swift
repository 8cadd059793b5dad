import PassFormat
import PassVerify
import SQLStore

/// Live codes that were shown here, by the pass and the second they were made in.
enum LiveCodeStore {
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
