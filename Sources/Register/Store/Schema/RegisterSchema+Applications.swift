import SQLStore

extension RegisterSchema {
    /// What people apply for. The record is sealed: nothing of it stands in the file in the clear.
    static let applications = Migration(
        3,
        sqlite: """
            CREATE TABLE application (
                id BLOB PRIMARY KEY CHECK (length(id) = 16),
                state TEXT NOT NULL CHECK (state IN ('submitted', 'approved', 'rejected')),
                record BLOB NOT NULL,
                created_at BIGINT NOT NULL,
                decided_at BIGINT,
                decided_by TEXT,
                reason TEXT,
                pass BIGINT UNIQUE REFERENCES pass (id),
                CHECK ((state = 'submitted') = (decided_at IS NULL)),
                CHECK ((state = 'submitted') = (decided_by IS NULL)),
                CHECK ((state = 'approved') = (pass IS NOT NULL)),
                CHECK ((state = 'rejected') = (reason IS NOT NULL))
            );
            CREATE INDEX application_open ON application (created_at, id) WHERE state = 'submitted';
            CREATE TRIGGER application_is_decided_once
            BEFORE UPDATE OF state, decided_at, decided_by, reason, pass ON application WHEN OLD.state <> 'submitted'
            BEGIN SELECT RAISE(ABORT, 'an application is decided once'); END;
            """)
}
