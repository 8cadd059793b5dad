import SQLStore

extension RegisterSchema {
    /// What people tell the service: opinions, petitions and appeals, how content they were, passes they lost, and passes that
    /// they freed of a former employer. Texts and contacts stand in it only sealed.
    static let opinions = Migration(
        13,
        sqlite: """
            ALTER TABLE status_change ADD COLUMN changed_by TEXT;

            CREATE TABLE opinion (
                seq INTEGER PRIMARY KEY,
                number TEXT NOT NULL UNIQUE,
                kind TEXT NOT NULL CHECK (kind IN ('opinion', 'petition', 'appeal', 'objection')),
                state TEXT NOT NULL CHECK (state IN ('received', 'answering', 'answered', 'closed', 'withdrawn')),
                about TEXT CHECK (about IN ('application', 'pass', 'gate')),
                reference TEXT,
                language TEXT NOT NULL,
                channel TEXT NOT NULL CHECK (channel IN ('online', 'counter', 'post')),
                contact BLOB CHECK (length(contact) = 16),
                sealed_contact BLOB,
                verifier BLOB NOT NULL UNIQUE CHECK (length(verifier) = 32),
                client BLOB CHECK (length(client) = 16),
                decider TEXT,
                handler TEXT,
                received_at BIGINT NOT NULL,
                due_at BIGINT NOT NULL,
                is_extended INTEGER NOT NULL CHECK (is_extended IN (0, 1)),
                first_answered_at BIGINT,
                was_late INTEGER CHECK (was_late IN (0, 1)),
                answered_at BIGINT,
                answered_by TEXT,
                closed_at BIGINT,
                outcome TEXT CHECK (outcome IN ('upheld', 'dismissed')),
                CHECK ((about IS NULL) = (reference IS NULL)),
                CHECK ((contact IS NULL) = (sealed_contact IS NULL)),
                CHECK (kind IN ('opinion', 'petition') OR about IN ('application', 'pass')),
                CHECK (outcome IS NULL OR kind IN ('appeal', 'objection')),
                CHECK (state NOT IN ('answered', 'closed') OR answered_at IS NOT NULL),
                CHECK ((answered_at IS NULL) = (answered_by IS NULL)),
                CHECK ((answered_at IS NULL) = (first_answered_at IS NULL)),
                CHECK ((first_answered_at IS NULL) = (was_late IS NULL)),
                CHECK ((state IN ('closed', 'withdrawn')) = (closed_at IS NOT NULL)),
                CHECK (decider IS NULL OR answered_by IS NULL OR decider <> answered_by)
            );
            CREATE INDEX opinion_open ON opinion (due_at, seq) WHERE state IN ('received', 'answering');
            CREATE INDEX opinion_answered ON opinion (answered_at) WHERE state = 'answered';
            CREATE INDEX opinion_contact ON opinion (contact, received_at) WHERE contact IS NOT NULL;
            CREATE INDEX opinion_client ON opinion (client, received_at) WHERE client IS NOT NULL;
            CREATE INDEX opinion_received ON opinion (received_at);
            CREATE INDEX opinion_about ON opinion (about, reference) WHERE about IS NOT NULL;
            CREATE INDEX opinion_kept ON opinion (closed_at) WHERE closed_at IS NOT NULL;
            CREATE TRIGGER opinion_ends_once BEFORE UPDATE OF state ON opinion
            WHEN OLD.state IN ('closed', 'withdrawn') AND NEW.state <> OLD.state
            BEGIN SELECT RAISE(ABORT, 'it ends once'); END;

            CREATE TABLE opinion_event (
                opinion BIGINT NOT NULL REFERENCES opinion (seq),
                place INTEGER NOT NULL,
                at BIGINT NOT NULL,
                act TEXT NOT NULL,
                state TEXT NOT NULL,
                made_by TEXT,
                PRIMARY KEY (opinion, place)
            ) WITHOUT ROWID;
            CREATE TABLE opinion_message (
                opinion BIGINT NOT NULL REFERENCES opinion (seq),
                place INTEGER NOT NULL,
                at BIGINT NOT NULL,
                author TEXT NOT NULL CHECK (author IN ('sender', 'staff')),
                sealed BLOB,
                PRIMARY KEY (opinion, place)
            );

            CREATE TABLE satisfaction (
                seq INTEGER PRIMARY KEY,
                subject TEXT NOT NULL CHECK (subject IN ('application', 'opinion')),
                reference TEXT NOT NULL,
                kind TEXT NOT NULL,
                contact BLOB CHECK (length(contact) = 16),
                digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
                asked_at BIGINT NOT NULL,
                expires_at BIGINT NOT NULL,
                is_sent INTEGER NOT NULL CHECK (is_sent IN (0, 1)),
                answered_at BIGINT,
                month INTEGER,
                score INTEGER CHECK (score BETWEEN 1 AND 5),
                sealed BLOB,
                UNIQUE (subject, reference),
                CHECK ((answered_at IS NULL) = (score IS NULL)),
                CHECK ((answered_at IS NULL) = (month IS NULL))
            );
            CREATE INDEX satisfaction_month ON satisfaction (month, subject, kind, score) WHERE month IS NOT NULL;
            CREATE INDEX satisfaction_contact ON satisfaction (contact, asked_at) WHERE contact IS NOT NULL AND is_sent = 1;
            CREATE INDEX satisfaction_kept ON satisfaction (answered_at) WHERE sealed IS NOT NULL;

            CREATE TABLE loss_report (
                seq INTEGER PRIMARY KEY,
                pass BIGINT NOT NULL REFERENCES pass (seq),
                reason TEXT NOT NULL CHECK (reason IN ('lost', 'stolen', 'mislaid')),
                status_change BIGINT NOT NULL REFERENCES status_change (seq),
                reported_at BIGINT NOT NULL,
                ended_at BIGINT
            );
            CREATE UNIQUE INDEX loss_report_open ON loss_report (pass) WHERE ended_at IS NULL;

            CREATE TABLE employer_release (
                seq INTEGER PRIMARY KEY,
                pass BIGINT NOT NULL UNIQUE REFERENCES pass (seq),
                company BIGINT,
                company_number TEXT,
                released_at BIGINT NOT NULL,
                released_by TEXT NOT NULL,
                object_until BIGINT NOT NULL,
                messages INTEGER NOT NULL CHECK (messages >= 0),
                told_at BIGINT,
                told_by TEXT,
                opinion BIGINT UNIQUE REFERENCES opinion (seq)
            );
            CREATE INDEX employer_release_company ON employer_release (company, released_at) WHERE company IS NOT NULL;
            CREATE INDEX employer_release_untold ON employer_release (seq) WHERE told_at IS NULL;

            CREATE TABLE web_session_grant_13 (
                session INTEGER NOT NULL REFERENCES web_session (seq) ON DELETE CASCADE,
                kind TEXT NOT NULL CHECK (kind IN ('contact', 'application', 'pass', 'account', 'opinion')),
                subject BLOB NOT NULL CHECK (length(subject) BETWEEN 1 AND 64),
                sealed BLOB,
                granted_at BIGINT NOT NULL,
                idle BIGINT NOT NULL CHECK (idle > 0),
                expires_at BIGINT NOT NULL,
                PRIMARY KEY (session, kind, subject)
            );
            INSERT INTO web_session_grant_13 (session, kind, subject, sealed, granted_at, idle, expires_at)
                SELECT session, kind, subject, sealed, granted_at, idle, expires_at FROM web_session_grant;
            DROP TABLE web_session_grant;
            ALTER TABLE web_session_grant_13 RENAME TO web_session_grant;
            CREATE INDEX web_session_grant_subject ON web_session_grant (kind, subject);
            """)
}
