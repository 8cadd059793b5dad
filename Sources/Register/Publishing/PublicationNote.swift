import SQLStore
package import TrustFiles

/// What a publication said that a scan is later held against: the levels, and which rules.
package struct PublicationNote: Hashable, Sendable {
    package let version: Int64
    package let publishedAt: Int64
    package let levels: SecurityLevels
    /// The SHA-256 of `policy.json`.
    package let policy: [UInt8]
}

enum PublicationStore {
    static func add(_ note: PublicationNote, _ database: any SQLWriting) throws {
        try database.execute(
            "INSERT INTO publication (version, published_at, levels, policy) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            .integer(note.version), .integer(note.publishedAt),
            .text(String(decoding: LevelFile.encode(note.levels), as: UTF8.self)), .blob(note.policy))
    }

    static func publication(_ version: Int64, _ database: any SQLReading) throws -> PublicationNote? {
        try database.row(
            "SELECT published_at, levels, policy FROM publication WHERE version = ?", .integer(version)
        ).map { row in
            guard let levels = try? LevelFile.decode(Array(row.text(1).utf8)) else {
                throw RegisterError.damaged("a publication")
            }
            return PublicationNote(
                version: version, publishedAt: try row.integer(0), levels: levels, policy: try row.blob(2))
        }
    }
}
