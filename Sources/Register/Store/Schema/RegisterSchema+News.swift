import SQLStore

extension RegisterSchema {
    /// What the office tells everybody: drafts, and what was published, corrected and withdrawn, each for good.
    static let news = Migration(
        36,
        sqlite: """
            CREATE TABLE announcement (
                seq INTEGER PRIMARY KEY,
                state TEXT NOT NULL CHECK (state IN ('draft', 'published', 'withdrawn')),
                revision BIGINT NOT NULL CHECK (revision >= 0),
                changes BIGINT NOT NULL CHECK (changes > 0),
                draft BLOB,
                drafted_at BIGINT,
                drafted_by TEXT,
                CHECK ((state = 'draft') = (revision = 0)),
                CHECK (state <> 'draft' OR draft IS NOT NULL),
                CHECK (state <> 'withdrawn' OR draft IS NULL),
                CHECK ((draft IS NULL) = (drafted_at IS NULL)),
                CHECK ((draft IS NULL) = (drafted_by IS NULL))
            );
            CREATE INDEX announcement_state ON announcement (state, seq);
            CREATE TRIGGER announcement_ends_once BEFORE UPDATE ON announcement
            WHEN OLD.state = 'withdrawn'
            BEGIN SELECT RAISE(ABORT, 'it ends once'); END;
            CREATE TRIGGER announcement_is_never_removed BEFORE DELETE ON announcement
            WHEN OLD.state <> 'draft'
            BEGIN SELECT RAISE(ABORT, 'what was published is never removed'); END;

            CREATE TABLE announcement_revision (
                announcement BIGINT NOT NULL REFERENCES announcement (seq),
                revision BIGINT NOT NULL CHECK (revision > 0),
                act TEXT NOT NULL CHECK (act IN ('publish', 'correct', 'withdraw')),
                at BIGINT NOT NULL,
                made_by TEXT NOT NULL,
                reason TEXT NOT NULL,
                reason_en TEXT NOT NULL,
                content BLOB NOT NULL,
                PRIMARY KEY (announcement, revision),
                CHECK ((revision = 1) = (act = 'publish')),
                CHECK ((act = 'publish') = (reason = '')),
                CHECK ((reason = '') = (reason_en = ''))
            );
            CREATE TRIGGER announcement_revision_is_never_changed BEFORE UPDATE ON announcement_revision
            BEGIN SELECT RAISE(ABORT, 'what was published does not change'); END;
            CREATE TRIGGER announcement_revision_is_never_removed BEFORE DELETE ON announcement_revision
            BEGIN SELECT RAISE(ABORT, 'what was published does not change'); END;
            """)
}
