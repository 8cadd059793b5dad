import SQLStore
import SingleWindows

/// Receipts of exactly what was sent to windows and what came: never changed, and kept as long as the rules say.
enum WindowReceiptStore {
    static func add(
        _ window: SingleWindow, question: Int64?, way: WindowReceipt.Way, digest: [UInt8], size: Int, outcome: String,
        at now: Int64, _ database: any SQLWriting
    ) throws {
        try database.execute(
            """
            INSERT INTO window_receipt (window, question, way, at, digest, size, outcome) VALUES (?, ?, ?, ?, ?, ?, ?)
            """, .text(window.rawValue), .integer(question), .text(way.rawValue), .integer(now), .blob(digest),
            .integer(Int64(size)), .text(outcome))
    }

    static func hasCome(_ digest: [UInt8], from window: SingleWindow, _ database: any SQLReading) throws -> Bool {
        try database.row(
            "SELECT 1 FROM window_receipt WHERE window = ? AND digest = ? AND way = 'came'", .text(window.rawValue),
            .blob(digest)) != nil
    }

    /// How many came since a time that belong to no question.
    static func strays(since time: Int64, _ database: any SQLReading) throws -> Int64 {
        try database.integer(
            "SELECT COUNT(*) FROM window_receipt WHERE at > ? AND way = 'came' AND question IS NULL", .integer(time))
            ?? 0
    }

    /// Those of a question, the oldest first; of no question: the newest that came, first.
    static func all(of question: Int64?, limit: Int, _ database: any SQLReading) throws -> [WindowReceipt] {
        let rows =
            try question.map {
                try database.rows(
                    """
                    SELECT window, question, way, at, digest, size, outcome FROM window_receipt
                    WHERE question = ? ORDER BY seq LIMIT ?
                    """, .integer($0), .integer(Int64(limit)))
            }
            ?? database.rows(
                """
                SELECT window, question, way, at, digest, size, outcome FROM window_receipt
                WHERE question IS NULL ORDER BY seq DESC LIMIT ?
                """, .integer(Int64(limit)))
        return try rows.map { row in
            guard let window = SingleWindow(rawValue: try row.text(0)),
                let way = WindowReceipt.Way(rawValue: try row.text(2))
            else { throw RegisterError.damaged("a window's receipt") }
            return WindowReceipt(
                window: window, question: try row.optionalInteger(1), way: way, at: try row.integer(3),
                digest: try row.blob(4), size: try row.integer(5), outcome: try row.text(6))
        }
    }

    static func count(before limit: Int64, _ database: any SQLReading) throws -> Int64 {
        try database.integer("SELECT COUNT(*) FROM window_receipt WHERE at < ?", .integer(limit)) ?? 0
    }

    /// With the questions that are over and have none left.
    static func remove(before limit: Int64, most: Int, _ database: any SQLWriting) throws -> Int {
        let count = try database.execute(
            """
            DELETE FROM window_receipt WHERE seq IN (SELECT seq FROM window_receipt WHERE at < ? ORDER BY at LIMIT ?)
            """, .integer(limit), .integer(Int64(most)))
        try database.execute(
            """
            DELETE FROM window_question WHERE ended_at < ? AND state IN ('answered', 'dropped') AND NOT EXISTS (
                SELECT 1 FROM window_receipt WHERE window_receipt.question = window_question.seq)
            """, .integer(limit))
        return count
    }
}
