import SQLStore

extension RegisterSchema {
    /// What a register that was put back from a backup learnt of passes that it had issued after the backup: it knows their
    /// places, some of their numbers, and nothing else.
    static let restored = Migration(
        20,
        sqlite: """
            CREATE TABLE lost_place (
                list INTEGER NOT NULL REFERENCES status_list (list),
                idx INTEGER NOT NULL CHECK (idx BETWEEN 0 AND 131071),
                status INTEGER NOT NULL CHECK (status BETWEEN 0 AND 3),
                number TEXT,
                expires BIGINT,
                PRIMARY KEY (list, idx)
            );
            CREATE INDEX lost_place_number ON lost_place (number) WHERE number IS NOT NULL;
            CREATE TABLE lost_digest (
                signer INTEGER NOT NULL REFERENCES signing_key (seq),
                digest BLOB NOT NULL CHECK (length(digest) = 16),
                PRIMARY KEY (signer, digest)
            );
            CREATE TRIGGER lost_place_is_never_removed BEFORE DELETE ON lost_place
            BEGIN SELECT RAISE(ABORT, 'a pass is never removed'); END;
            """)
}
