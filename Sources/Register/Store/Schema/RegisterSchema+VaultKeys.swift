import SQLStore

extension RegisterSchema {
    /// The keys that boxes are sealed with, once there is more than the first; and what a contact is found by when it is forgotten.
    static let vaultKeys = Migration(
        34,
        sqlite: """
            CREATE TABLE vault_key (
                number INTEGER PRIMARY KEY CHECK (number BETWEEN 0 AND 65535),
                public_key BLOB NOT NULL UNIQUE CHECK (length(public_key) = 32),
                made_at BIGINT,
                retired_at BIGINT
            );
            CREATE INDEX notice_contact ON notice (contact);
            CREATE INDEX satisfaction_person ON satisfaction (contact) WHERE contact IS NOT NULL;
            CREATE TRIGGER vault_key_is_never_removed BEFORE DELETE ON vault_key
            BEGIN SELECT RAISE(ABORT, 'a key is never forgotten'); END;
            CREATE TRIGGER vault_key_retires_once BEFORE UPDATE ON vault_key
            WHEN OLD.retired_at IS NOT NULL OR NEW.number <> OLD.number OR NEW.public_key <> OLD.public_key
            BEGIN SELECT RAISE(ABORT, 'a key retires once'); END;
            """)
}
