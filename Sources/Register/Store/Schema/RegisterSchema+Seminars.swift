import SQLStore

extension RegisterSchema {
    /// Seminars: drafts, and what was published, corrected and cancelled, each for good; who is signed up, until that is not needed any
    /// more; questions and their answers, in words for everybody.
    static let seminars = Migration(
        40,
        sqlite: """
            CREATE TABLE seminar (
                seq INTEGER PRIMARY KEY,
                state TEXT NOT NULL CHECK (state IN ('draft', 'published', 'cancelled')),
                revision BIGINT NOT NULL CHECK (revision >= 0),
                changes BIGINT NOT NULL CHECK (changes > 0),
                draft BLOB,
                drafted_at BIGINT,
                drafted_by TEXT,
                ends_at BIGINT,
                signed_up BIGINT NOT NULL DEFAULT 0 CHECK (signed_up >= 0),
                came BIGINT NOT NULL DEFAULT 0 CHECK (came >= 0),
                is_erased INTEGER NOT NULL DEFAULT 0 CHECK (is_erased IN (0, 1)),
                CHECK ((state = 'draft') = (revision = 0)),
                CHECK ((state = 'draft') = (ends_at IS NULL)),
                CHECK (state <> 'draft' OR draft IS NOT NULL),
                CHECK (state <> 'cancelled' OR draft IS NULL),
                CHECK ((draft IS NULL) = (drafted_at IS NULL)),
                CHECK ((draft IS NULL) = (drafted_by IS NULL))
            );
            CREATE INDEX seminar_ends ON seminar (ends_at) WHERE ends_at IS NOT NULL;
            CREATE TRIGGER seminar_is_cancelled_once BEFORE UPDATE OF state ON seminar
            WHEN OLD.state = 'cancelled'
            BEGIN SELECT RAISE(ABORT, 'it is cancelled once'); END;
            CREATE TRIGGER seminar_is_never_removed BEFORE DELETE ON seminar
            WHEN OLD.state <> 'draft'
            BEGIN SELECT RAISE(ABORT, 'what was published is never removed'); END;

            CREATE TABLE seminar_revision (
                seminar BIGINT NOT NULL REFERENCES seminar (seq),
                revision BIGINT NOT NULL CHECK (revision > 0),
                act TEXT NOT NULL CHECK (act IN ('publish', 'correct', 'cancel')),
                at BIGINT NOT NULL,
                made_by TEXT NOT NULL,
                reason TEXT NOT NULL,
                reason_en TEXT NOT NULL,
                content BLOB NOT NULL,
                PRIMARY KEY (seminar, revision),
                CHECK ((revision = 1) = (act = 'publish')),
                CHECK ((act = 'publish') = (reason = '')),
                CHECK ((reason = '') = (reason_en = ''))
            );
            CREATE TRIGGER seminar_revision_is_never_changed BEFORE UPDATE ON seminar_revision
            BEGIN SELECT RAISE(ABORT, 'what was published does not change'); END;
            CREATE TRIGGER seminar_revision_is_never_removed BEFORE DELETE ON seminar_revision
            BEGIN SELECT RAISE(ABORT, 'what was published does not change'); END;

            CREATE TABLE seminar_signup (
                seq INTEGER PRIMARY KEY,
                seminar BIGINT NOT NULL REFERENCES seminar (seq),
                id BLOB NOT NULL CHECK (length(id) = 16),
                digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
                state TEXT NOT NULL CHECK (state IN ('held', 'asked', 'placed', 'waiting', 'left', 'lapsed')),
                language TEXT NOT NULL,
                contact BLOB CHECK (length(contact) = 16),
                sealed_contact BLOB,
                sealed BLOB,
                client BLOB CHECK (length(client) = 16),
                made_at BIGINT NOT NULL,
                until BIGINT NOT NULL,
                queue BIGINT,
                reminders BIGINT NOT NULL DEFAULT 0 CHECK (reminders >= 0),
                came INTEGER NOT NULL DEFAULT 0 CHECK (came IN (0, 1)),
                CHECK (came = 0 OR state = 'placed'),
                CHECK ((contact IS NULL) = (sealed_contact IS NULL)),
                CHECK ((contact IS NULL) = (sealed IS NULL)),
                CHECK (state NOT IN ('left', 'lapsed') OR contact IS NULL),
                CHECK (state <> 'waiting' OR queue IS NOT NULL)
            );
            CREATE INDEX seminar_signup_state ON seminar_signup (seminar, state, queue);
            CREATE INDEX seminar_signup_made ON seminar_signup (made_at);
            CREATE INDEX seminar_signup_contact ON seminar_signup (contact) WHERE contact IS NOT NULL;
            CREATE UNIQUE INDEX seminar_signup_once ON seminar_signup (seminar, contact) WHERE contact IS NOT NULL;
            CREATE INDEX seminar_signup_until ON seminar_signup (until) WHERE state IN ('held', 'asked');

            CREATE TABLE seminar_question (
                seq INTEGER PRIMARY KEY,
                seminar BIGINT NOT NULL REFERENCES seminar (seq),
                question TEXT NOT NULL,
                question_en TEXT NOT NULL,
                answer TEXT NOT NULL,
                answer_en TEXT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('draft', 'published')),
                changes BIGINT NOT NULL CHECK (changes > 0),
                written_at BIGINT NOT NULL,
                written_by TEXT NOT NULL
            );
            CREATE INDEX seminar_question_of ON seminar_question (seminar, seq);
            CREATE TRIGGER seminar_question_stays_while_it_is_public
            BEFORE UPDATE OF question, question_en, answer, answer_en ON seminar_question
            WHEN OLD.state = 'published'
            BEGIN SELECT RAISE(ABORT, 'what everybody reads is taken back before it is changed'); END;
            CREATE TRIGGER seminar_question_is_never_removed BEFORE DELETE ON seminar_question
            BEGIN SELECT RAISE(ABORT, 'the log names it'); END;
            """)
}
