import SQLStore

extension RegisterSchema {
    /// What everybody is asked, what they say, and what they are answered. Texts, names and addresses of who contributes stand in it only
    /// sealed.
    static let consultations = Migration(
        39,
        sqlite: """
            CREATE TABLE consultation (
                seq INTEGER PRIMARY KEY,
                state TEXT NOT NULL CHECK (state IN ('draft', 'published', 'answered', 'withdrawn')),
                revision BIGINT NOT NULL CHECK (revision >= 0),
                changes BIGINT NOT NULL CHECK (changes > 0),
                draft BLOB,
                drafted_at BIGINT,
                drafted_by TEXT,
                opens_at BIGINT,
                ends_at BIGINT,
                closed_at BIGINT,
                CHECK ((state = 'draft') = (revision = 0)),
                CHECK ((state = 'draft') = (opens_at IS NULL)),
                CHECK ((state = 'draft') = (ends_at IS NULL)),
                CHECK ((state IN ('answered', 'withdrawn')) = (closed_at IS NOT NULL)),
                CHECK (state <> 'draft' OR draft IS NOT NULL),
                CHECK (closed_at IS NULL OR draft IS NULL),
                CHECK ((draft IS NULL) = (drafted_at IS NULL)),
                CHECK ((draft IS NULL) = (drafted_by IS NULL))
            );
            CREATE INDEX consultation_open ON consultation (ends_at) WHERE state = 'published';
            CREATE INDEX consultation_ended ON consultation (ends_at) WHERE ends_at IS NOT NULL;
            CREATE INDEX consultation_closed ON consultation (closed_at) WHERE closed_at IS NOT NULL;
            CREATE TRIGGER consultation_ends_once BEFORE UPDATE ON consultation
            WHEN OLD.state IN ('answered', 'withdrawn')
            BEGIN SELECT RAISE(ABORT, 'it ends once'); END;
            CREATE TRIGGER consultation_is_never_removed BEFORE DELETE ON consultation
            WHEN OLD.state <> 'draft'
            BEGIN SELECT RAISE(ABORT, 'what was published is never removed'); END;

            CREATE TABLE consultation_revision (
                consultation BIGINT NOT NULL REFERENCES consultation (seq),
                revision BIGINT NOT NULL CHECK (revision > 0),
                act TEXT NOT NULL CHECK (act IN ('publish', 'correct', 'end', 'withdraw', 'answer')),
                at BIGINT NOT NULL,
                made_by TEXT NOT NULL,
                reason TEXT NOT NULL,
                reason_en TEXT NOT NULL,
                content BLOB NOT NULL,
                PRIMARY KEY (consultation, revision),
                CHECK ((revision = 1) = (act = 'publish')),
                CHECK ((act = 'publish') = (reason = '')),
                CHECK ((reason = '') = (reason_en = ''))
            );
            CREATE TRIGGER consultation_revision_is_never_changed BEFORE UPDATE ON consultation_revision
            BEGIN SELECT RAISE(ABORT, 'what was published does not change'); END;
            CREATE TRIGGER consultation_revision_is_never_removed BEFORE DELETE ON consultation_revision
            BEGIN SELECT RAISE(ABORT, 'what was published does not change'); END;

            CREATE TABLE consultation_reply (
                consultation BIGINT NOT NULL REFERENCES consultation (seq),
                reply BIGINT NOT NULL CHECK (reply > 0),
                text TEXT NOT NULL CHECK (text <> ''),
                text_en TEXT NOT NULL CHECK (text_en <> ''),
                made_by TEXT NOT NULL,
                at BIGINT NOT NULL,
                PRIMARY KEY (consultation, reply)
            );
            CREATE TRIGGER consultation_reply_stays BEFORE UPDATE ON consultation_reply
            WHEN EXISTS (SELECT 1 FROM consultation WHERE seq = OLD.consultation AND state = 'answered')
            BEGIN SELECT RAISE(ABORT, 'what was published does not change'); END;
            CREATE TRIGGER consultation_reply_is_never_removed BEFORE DELETE ON consultation_reply
            BEGIN SELECT RAISE(ABORT, 'an answer is never removed'); END;

            CREATE TABLE contribution (
                seq INTEGER PRIMARY KEY,
                number TEXT NOT NULL UNIQUE,
                consultation BIGINT NOT NULL REFERENCES consultation (seq),
                state TEXT NOT NULL CHECK (state IN ('received', 'published', 'kept')),
                cause TEXT CHECK (cause IN ('personal-data', 'insult', 'off-topic', 'no-consent')),
                is_agreed INTEGER NOT NULL CHECK (is_agreed IN (0, 1)),
                language TEXT NOT NULL,
                contact BLOB CHECK (length(contact) = 16),
                sealed_contact BLOB,
                sealed_name BLOB,
                sealed BLOB,
                client BLOB CHECK (length(client) = 16),
                received_at BIGINT NOT NULL,
                reviewed_at BIGINT,
                reviewed_by TEXT,
                reply BIGINT,
                FOREIGN KEY (consultation, reply) REFERENCES consultation_reply (consultation, reply),
                CHECK (state <> 'published' OR (is_agreed = 1 AND reviewed_by IS NOT NULL AND sealed IS NOT NULL)),
                CHECK ((state = 'kept') = (cause IS NOT NULL)),
                CHECK ((state = 'received') = (reviewed_at IS NULL)),
                CHECK ((reviewed_at IS NULL) = (reviewed_by IS NULL)),
                CHECK ((contact IS NULL) = (sealed_contact IS NULL))
            );
            CREATE INDEX contribution_of ON contribution (consultation, state, seq);
            CREATE INDEX contribution_reply ON contribution (consultation, reply, seq);
            CREATE INDEX contribution_contact ON contribution (contact, received_at) WHERE contact IS NOT NULL;
            CREATE INDEX contribution_client ON contribution (client, received_at) WHERE client IS NOT NULL;
            CREATE INDEX contribution_received ON contribution (received_at);
            CREATE TRIGGER contribution_keeps_consent BEFORE UPDATE OF is_agreed, number, consultation ON contribution
            BEGIN SELECT RAISE(ABORT, 'who wrote agrees, and nobody for them'); END;
            CREATE TRIGGER contribution_is_never_removed BEFORE DELETE ON contribution
            BEGIN SELECT RAISE(ABORT, 'a contribution is never removed'); END;
            """)
}
