import SQLStore

extension RegisterSchema {
    /// What was published of each quarter: made once, and never changed.
    static let openData = Migration(
        33,
        sqlite: """
            CREATE TABLE open_data_release (
                period TEXT NOT NULL,
                revision BIGINT NOT NULL CHECK (revision > 0),
                made_at BIGINT NOT NULL,
                reason TEXT NOT NULL,
                reason_en TEXT NOT NULL,
                content BLOB NOT NULL,
                PRIMARY KEY (period, revision),
                CHECK ((revision = 1) = (reason = ''))
            );
            CREATE TRIGGER open_data_release_is_never_changed BEFORE UPDATE ON open_data_release
            BEGIN SELECT RAISE(ABORT, 'what was published does not change'); END;
            CREATE TRIGGER open_data_release_is_never_removed BEFORE DELETE ON open_data_release
            BEGIN SELECT RAISE(ABORT, 'what was published does not change'); END;
            """)
}
