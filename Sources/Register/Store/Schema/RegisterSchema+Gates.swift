import SQLStore

extension RegisterSchema {
    /// What gates bring: enrolments, journals, and what is found in them; and a fourth use of keys, receipts.
    ///
    /// SQLite cannot widen a CHECK, so the table of keys is made anew under its name; references to it are looked at when the
    /// step is over.
    static let gates = Migration(
        2,
        sqlite: """
            PRAGMA defer_foreign_keys = ON;
            CREATE TABLE signing_key_before AS
                SELECT seq, use, public_key, kid, not_before, expires, state FROM signing_key;
            DROP TABLE signing_key;
            CREATE TABLE signing_key (
                seq INTEGER PRIMARY KEY,
                use TEXT NOT NULL CHECK (use IN ('pass', 'status', 'audit', 'receipt')),
                public_key BLOB NOT NULL UNIQUE CHECK (length(public_key) = 32),
                kid BIGINT NOT NULL,
                not_before BIGINT NOT NULL,
                expires BIGINT NOT NULL CHECK (expires > not_before),
                state TEXT NOT NULL CHECK (state IN ('current', 'retired', 'compromised'))
            );
            INSERT INTO signing_key (seq, use, public_key, kid, not_before, expires, state)
                SELECT seq, use, public_key, kid, not_before, expires, state FROM signing_key_before;
            DROP TABLE signing_key_before;
            CREATE UNIQUE INDEX signing_key_current ON signing_key (use) WHERE state = 'current';

            CREATE TABLE enrolment_code (
                gate TEXT PRIMARY KEY,
                verifier BLOB NOT NULL CHECK (length(verifier) = 32),
                made_at BIGINT NOT NULL,
                expires BIGINT NOT NULL CHECK (expires > made_at),
                made_by TEXT NOT NULL,
                failures INTEGER NOT NULL
            );
            CREATE TABLE enrolled_gate (
                gate TEXT PRIMARY KEY,
                public_key BLOB NOT NULL UNIQUE CHECK (length(public_key) = 32),
                box_key BLOB NOT NULL CHECK (length(box_key) = 32),
                root_digest BLOB NOT NULL CHECK (length(root_digest) = 32),
                enrolled_at BIGINT NOT NULL,
                invited_by TEXT NOT NULL,
                revoked_at BIGINT
            );
            CREATE TABLE gate_watch (
                gate TEXT PRIMARY KEY REFERENCES enrolled_gate (gate),
                last_contact BIGINT NOT NULL,
                trust_version BIGINT,
                trust_issued BIGINT,
                boot BLOB,
                lag BIGINT,
                backlog BIGINT,
                backlog_at BIGINT
            );

            CREATE TABLE gate_journal (
                seq INTEGER PRIMARY KEY,
                gate TEXT NOT NULL REFERENCES enrolled_gate (gate),
                epoch BIGINT NOT NULL,
                through BIGINT NOT NULL,
                hash BLOB NOT NULL CHECK (length(hash) = 32),
                wall BIGINT,
                boot BLOB,
                uptime BIGINT,
                trust_version BIGINT,
                trust_issued BIGINT,
                received_first BIGINT NOT NULL,
                received_last BIGINT NOT NULL,
                UNIQUE (gate, epoch)
            );
            CREATE TABLE gate_record (
                journal INTEGER NOT NULL REFERENCES gate_journal (seq),
                sequence BIGINT NOT NULL,
                hash BLOB NOT NULL CHECK (length(hash) = 32),
                kind INTEGER NOT NULL,
                wall BIGINT NOT NULL,
                time BIGINT NOT NULL,
                pass BIGINT,
                number TEXT,
                verdict INTEGER,
                direction INTEGER,
                received_at BIGINT NOT NULL,
                record BLOB NOT NULL,
                PRIMARY KEY (journal, sequence)
            ) WITHOUT ROWID;
            CREATE INDEX gate_record_number ON gate_record (number, time) WHERE number IS NOT NULL;
            CREATE TABLE gate_record_aside (
                journal INTEGER NOT NULL REFERENCES gate_journal (seq),
                sequence BIGINT NOT NULL,
                hash BLOB NOT NULL CHECK (length(hash) = 32),
                previous BLOB NOT NULL,
                is_fork INTEGER NOT NULL CHECK (is_fork IN (0, 1)),
                received_at BIGINT NOT NULL,
                record BLOB NOT NULL,
                PRIMARY KEY (journal, sequence, hash)
            ) WITHOUT ROWID;
            CREATE TRIGGER gate_record_is_never_changed BEFORE UPDATE ON gate_record
            BEGIN SELECT RAISE(ABORT, 'a gate''s record is never changed'); END;

            CREATE TABLE movement (
                number TEXT NOT NULL,
                time BIGINT NOT NULL,
                gate TEXT NOT NULL,
                epoch BIGINT NOT NULL,
                sequence BIGINT NOT NULL,
                state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 2),
                PRIMARY KEY (number, time, gate, epoch, sequence)
            ) WITHOUT ROWID;
            CREATE TABLE presence (
                port TEXT NOT NULL,
                number TEXT NOT NULL,
                state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 2),
                time BIGINT NOT NULL,
                gate TEXT NOT NULL,
                epoch BIGINT NOT NULL,
                sequence BIGINT NOT NULL,
                place BIGINT NOT NULL,
                PRIMARY KEY (port, number)
            ) WITHOUT ROWID;
            CREATE UNIQUE INDEX presence_place ON presence (port, place);

            CREATE TABLE trust_mark (
                seq INTEGER PRIMARY KEY,
                gate TEXT NOT NULL,
                version BIGINT NOT NULL,
                issued BIGINT NOT NULL,
                time BIGINT NOT NULL
            );
            CREATE INDEX trust_mark_gate ON trust_mark (gate, seq);

            CREATE TABLE status_change (
                seq INTEGER PRIMARY KEY,
                pass BIGINT NOT NULL,
                state INTEGER NOT NULL,
                reason TEXT,
                changed_at BIGINT NOT NULL,
                list INTEGER NOT NULL,
                mark BIGINT NOT NULL,
                version BIGINT,
                published_at BIGINT
            );
            CREATE INDEX status_change_pass ON status_change (pass, seq);
            CREATE INDEX status_change_unpublished ON status_change (list) WHERE version IS NULL;

            CREATE TABLE finding (
                seq INTEGER PRIMARY KEY,
                name TEXT NOT NULL UNIQUE,
                kind TEXT NOT NULL,
                gate TEXT NOT NULL,
                epoch BIGINT,
                sequence BIGINT,
                pass BIGINT,
                number TEXT,
                time BIGINT NOT NULL,
                found_at BIGINT NOT NULL,
                closed_at BIGINT,
                detail BLOB NOT NULL
            );
            """)
}
