import SQLStore

extension RegisterSchema {
    /// Calls that the desks answered, by day (days since 1970) and line: each entry for good, the last one counts.
    static let calls = Migration(
        38,
        sqlite: """
            CREATE TABLE call_tally (
                day BIGINT NOT NULL,
                line TEXT NOT NULL CHECK (line <> ''),
                revision BIGINT NOT NULL CHECK (revision > 0),
                came BIGINT NOT NULL CHECK (came >= 0),
                answered BIGINT NOT NULL CHECK (answered BETWEEN 0 AND came),
                in_time BIGINT NOT NULL CHECK (in_time BETWEEN 0 AND answered),
                callbacks BIGINT NOT NULL CHECK (callbacks >= 0),
                at BIGINT NOT NULL,
                made_by TEXT NOT NULL,
                PRIMARY KEY (day, line, revision)
            );
            CREATE TRIGGER call_tally_is_never_changed BEFORE UPDATE ON call_tally
            BEGIN SELECT RAISE(ABORT, 'what was entered stays: a correction is another entry'); END;
            CREATE TRIGGER call_tally_is_never_removed BEFORE DELETE ON call_tally
            BEGIN SELECT RAISE(ABORT, 'what was entered stays: a correction is another entry'); END;
            """)
}
