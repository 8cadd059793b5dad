import SQLStore

extension RegisterSchema {
    /// Applications as the forms make them: drafts, what was attached, what happened, whom they are for, and what came of them.
    ///
    /// Step 3's table held bare records of one kind, which only a desk for development could decide; nobody's applications were
    /// taken with it, and it goes.
    static let applicationForms = Migration(
        8,
        sqlite: """
            DELETE FROM photo WHERE name IN (SELECT photo FROM photo_waiting);
            DROP TABLE photo_waiting;
            DROP TABLE application;

            CREATE TABLE application (
                seq INTEGER PRIMARY KEY,
                id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
                number TEXT NOT NULL UNIQUE,
                kind TEXT NOT NULL CHECK (kind IN ('person', 'vehicle', 'visit')),
                state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'correction', 'checking', 'approved',
                    'awaiting-payment', 'issued', 'rejected', 'withdrawn', 'lapsed')),
                language TEXT NOT NULL,
                channel TEXT NOT NULL CHECK (channel IN ('online', 'counter', 'post')),
                contact BLOB CHECK (length(contact) = 16),
                company BIGINT,
                version BIGINT NOT NULL,
                document BLOB NOT NULL,
                faults TEXT,
                created_at BIGINT NOT NULL,
                changed_at BIGINT NOT NULL,
                submitted_at BIGINT,
                due_at BIGINT,
                verdict TEXT CHECK (verdict IN ('clear', 'objection')),
                verdict_reference TEXT,
                decided_at BIGINT,
                decided_by TEXT,
                reason TEXT,
                issued_at BIGINT,
                CHECK ((state = 'rejected') = (reason IS NOT NULL)),
                CHECK ((state = 'issued') = (issued_at IS NOT NULL)),
                CHECK (state = 'draft' OR state = 'withdrawn' OR state = 'lapsed' OR submitted_at IS NOT NULL)
            );
            CREATE INDEX application_queue ON application (state, submitted_at, seq)
                WHERE state IN ('submitted', 'checking', 'approved');
            CREATE INDEX application_contact ON application (contact, changed_at) WHERE contact IS NOT NULL;
            CREATE INDEX application_company ON application (company, changed_at) WHERE company IS NOT NULL;
            CREATE INDEX application_due ON application (due_at) WHERE due_at IS NOT NULL;
            CREATE INDEX application_issued ON application (kind, issued_at) WHERE issued_at IS NOT NULL;

            CREATE TABLE application_event (
                application BIGINT NOT NULL REFERENCES application (seq),
                place INTEGER NOT NULL,
                at BIGINT NOT NULL,
                act TEXT NOT NULL,
                state TEXT NOT NULL,
                PRIMARY KEY (application, place)
            ) WITHOUT ROWID;
            CREATE TABLE application_subject (
                subject BLOB NOT NULL CHECK (length(subject) = 16),
                application BIGINT NOT NULL REFERENCES application (seq),
                PRIMARY KEY (subject, application)
            ) WITHOUT ROWID;
            CREATE INDEX application_subject_application ON application_subject (application);
            CREATE TABLE application_pass (
                application BIGINT NOT NULL REFERENCES application (seq),
                place INTEGER NOT NULL,
                pass BIGINT NOT NULL UNIQUE REFERENCES pass (seq),
                PRIMARY KEY (application, place)
            ) WITHOUT ROWID;
            CREATE TABLE attachment (
                id BLOB PRIMARY KEY CHECK (length(id) = 16),
                application BIGINT NOT NULL REFERENCES application (seq),
                field TEXT NOT NULL,
                size BIGINT NOT NULL CHECK (size > 0),
                added_at BIGINT NOT NULL,
                is_waiting INTEGER NOT NULL CHECK (is_waiting IN (0, 1)),
                sealed BLOB NOT NULL
            );
            CREATE INDEX attachment_application ON attachment (application, field);
            CREATE TABLE attachment_volume (
                name TEXT PRIMARY KEY CHECK (name = 'waiting'),
                count BIGINT NOT NULL CHECK (count >= 0),
                bytes BIGINT NOT NULL CHECK (bytes >= 0)
            );
            INSERT INTO attachment_volume (name, count, bytes) VALUES ('waiting', 0, 0);

            CREATE TRIGGER application_ends_once BEFORE UPDATE OF state ON application
            WHEN OLD.state IN ('issued', 'withdrawn', 'lapsed') AND NEW.state <> OLD.state
            BEGIN SELECT RAISE(ABORT, 'an application ends once'); END;
            """)
}
