import SQLStore

extension RegisterSchema {
    /// Photos of applications that nobody decided yet, in a small table of their own: they are counted at every application, and
    /// must not grow with the photos of passes. Those that an earlier version took wait from now on.
    static let waitingPhotos = Migration(
        6,
        sqlite: """
            CREATE TABLE photo_waiting (
                photo BLOB PRIMARY KEY CHECK (length(photo) = 16),
                size BIGINT NOT NULL CHECK (size > 0),
                since BIGINT NOT NULL
            ) WITHOUT ROWID;
            CREATE INDEX photo_waiting_since ON photo_waiting (since);
            INSERT INTO photo_waiting (photo, size, since)
                SELECT name, length(sealed), CAST(strftime('%s', 'now') AS INTEGER) FROM photo
                WHERE name NOT IN (SELECT photo FROM pass_photo);
            """)
}
