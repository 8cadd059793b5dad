import SQLStore

extension RegisterSchema {
    /// Feeds of ships as they were last good, and what changed from one to the next.
    static let ships = Migration(
        25,
        sqlite: """
            CREATE TABLE ship_feed (
                port TEXT NOT NULL,
                name TEXT NOT NULL,
                tried_at BIGINT NOT NULL,
                read_at BIGINT,
                digest BLOB CHECK (length(digest) = 32),
                row_count INTEGER NOT NULL CHECK (row_count >= 0),
                oddity_count INTEGER NOT NULL CHECK (oddity_count >= 0),
                calls BLOB NOT NULL,
                oddities BLOB NOT NULL,
                fault TEXT,
                fault_since BIGINT,
                PRIMARY KEY (port, name),
                CHECK ((fault IS NULL) = (fault_since IS NULL)),
                CHECK ((read_at IS NULL) = (digest IS NULL))
            );
            CREATE TABLE ship_change (
                seq INTEGER PRIMARY KEY,
                at BIGINT NOT NULL,
                port TEXT NOT NULL,
                call TEXT NOT NULL,
                kind TEXT NOT NULL,
                body BLOB NOT NULL
            );
            CREATE INDEX ship_change_call ON ship_change (call, seq);
            CREATE INDEX ship_change_at ON ship_change (at);
            """)
}
