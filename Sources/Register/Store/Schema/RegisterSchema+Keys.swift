import SQLStore

extension RegisterSchema {
    /// A key is announced before it signs, and ends when nothing of it is left.
    ///
    /// SQLite cannot widen a CHECK, so the table of keys is made anew under its name; references to it are looked at when the
    /// step is over.
    static let keyRotation = Migration(
        19,
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
                state TEXT NOT NULL CHECK (state IN ('announced', 'current', 'retired', 'ended', 'compromised')),
                announced_at BIGINT,
                wait BIGINT CHECK (wait >= 0),
                published_version BIGINT,
                published_at BIGINT,
                needed_until BIGINT,
                CHECK ((announced_at IS NULL) = (wait IS NULL)),
                CHECK ((published_version IS NULL) = (published_at IS NULL))
            );
            INSERT INTO signing_key (seq, use, public_key, kid, not_before, expires, state)
                SELECT seq, use, public_key, kid, not_before, expires, state FROM signing_key_before;
            DROP TABLE signing_key_before;
            CREATE UNIQUE INDEX signing_key_current ON signing_key (use) WHERE state = 'current';
            CREATE UNIQUE INDEX signing_key_announced ON signing_key (use) WHERE state = 'announced';
            CREATE TRIGGER signing_key_is_never_removed BEFORE DELETE ON signing_key
            BEGIN SELECT RAISE(ABORT, 'a key is never forgotten'); END;
            """)
}
