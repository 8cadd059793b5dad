import SQLStore

extension RegisterSchema {
    /// Messages on their way out. What they say and to whom stands in them only sealed, and not for long.
    static let notices = Migration(
        10,
        sqlite: """
            CREATE TABLE notice (
                seq INTEGER PRIMARY KEY,
                kind TEXT NOT NULL,
                channel TEXT NOT NULL CHECK (channel IN ('email', 'mobile')),
                contact BLOB NOT NULL CHECK (length(contact) = 16),
                is_urgent INTEGER NOT NULL CHECK (is_urgent IN (0, 1)),
                sealed BLOB,
                state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'failed', 'void')),
                created_at BIGINT NOT NULL,
                due_at BIGINT NOT NULL,
                expires_at BIGINT,
                attempts INTEGER NOT NULL,
                ended_at BIGINT,
                error TEXT,
                CHECK ((state IN ('waiting', 'sending')) = (ended_at IS NULL)),
                CHECK (state NOT IN ('waiting', 'sending') OR sealed IS NOT NULL)
            );
            CREATE INDEX notice_due ON notice (channel, is_urgent DESC, due_at, seq) WHERE state = 'waiting';
            CREATE INDEX notice_open ON notice (contact, seq) WHERE state IN ('waiting', 'sending');
            CREATE INDEX notice_kept ON notice (ended_at) WHERE ended_at IS NOT NULL AND sealed IS NOT NULL;
            CREATE INDEX notice_ended ON notice (ended_at) WHERE ended_at IS NOT NULL;
            """)
}
