import SQLStore

extension RegisterSchema {
    /// Who works with the register, where they are signed in, and the changes that two of them make together.
    static let staff = Migration(
        16,
        sqlite: """
            CREATE TABLE staff (
                seq INTEGER PRIMARY KEY,
                handle TEXT NOT NULL UNIQUE CHECK (length(handle) BETWEEN 2 AND 32),
                account BIGINT UNIQUE REFERENCES account (seq),
                document BLOB NOT NULL,
                email BLOB NOT NULL UNIQUE CHECK (length(email) = 16),
                language TEXT NOT NULL,
                roles TEXT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('invited', 'active', 'left')),
                created_at BIGINT NOT NULL,
                CHECK (state <> 'active' OR account IS NOT NULL)
            );
            CREATE TABLE staff_invitation (
                staff BIGINT PRIMARY KEY REFERENCES staff (seq),
                verifier BLOB NOT NULL UNIQUE CHECK (length(verifier) = 32),
                expires BIGINT NOT NULL
            );
            CREATE TABLE staff_session (
                seq INTEGER PRIMARY KEY,
                digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
                staff BIGINT NOT NULL REFERENCES staff (seq),
                created_at BIGINT NOT NULL,
                seen_at BIGINT NOT NULL,
                proved_at BIGINT NOT NULL,
                client TEXT NOT NULL,
                agent TEXT NOT NULL
            );
            CREATE INDEX staff_session_staff ON staff_session (staff);
            CREATE TRIGGER staff_is_never_removed BEFORE DELETE ON staff
            BEGIN SELECT RAISE(ABORT, 'who acted stays known'); END;
            CREATE TRIGGER staff_keeps_its_handle BEFORE UPDATE OF handle ON staff
            BEGIN SELECT RAISE(ABORT, 'who acted stays known'); END;

            CREATE TABLE staff_change (
                seq INTEGER PRIMARY KEY,
                id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
                kind TEXT NOT NULL,
                document BLOB NOT NULL,
                digest BLOB NOT NULL CHECK (length(digest) = 32),
                reason TEXT NOT NULL,
                proposed_by TEXT NOT NULL,
                proposed_at BIGINT NOT NULL,
                expires BIGINT NOT NULL CHECK (expires > proposed_at),
                state TEXT NOT NULL CHECK (state IN ('proposed', 'done', 'refused', 'withdrawn', 'expired')),
                decided_by TEXT,
                decided_at BIGINT,
                CHECK ((state = 'proposed') = (decided_at IS NULL)),
                CHECK (state NOT IN ('done', 'refused') OR decided_by IS NOT NULL),
                CHECK (state NOT IN ('done', 'refused') OR decided_by <> proposed_by)
            );
            CREATE INDEX staff_change_proposed ON staff_change (expires) WHERE state = 'proposed';
            CREATE TRIGGER staff_change_is_never_removed BEFORE DELETE ON staff_change
            BEGIN SELECT RAISE(ABORT, 'what was proposed stays known'); END;
            CREATE TRIGGER staff_change_keeps_what_was_proposed
            BEFORE UPDATE OF id, kind, document, digest, reason, proposed_by, proposed_at, expires ON staff_change
            BEGIN SELECT RAISE(ABORT, 'what was proposed does not change'); END;
            CREATE TRIGGER staff_change_is_decided_once BEFORE UPDATE OF state ON staff_change
            WHEN OLD.state <> 'proposed'
            BEGIN SELECT RAISE(ABORT, 'a change is decided once'); END;

            CREATE TABLE mass_suspension (
                seq INTEGER PRIMARY KEY,
                id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
                company TEXT NOT NULL,
                reason TEXT NOT NULL,
                made_by TEXT NOT NULL,
                made_at BIGINT NOT NULL,
                undone_by TEXT,
                undone_at BIGINT,
                CHECK ((undone_by IS NULL) = (undone_at IS NULL))
            );
            CREATE TABLE mass_suspension_pass (
                suspension BIGINT NOT NULL REFERENCES mass_suspension (seq),
                pass BIGINT NOT NULL REFERENCES pass (seq),
                change BIGINT NOT NULL REFERENCES status_change (seq),
                PRIMARY KEY (suspension, pass)
            ) WITHOUT ROWID;
            """)
}
