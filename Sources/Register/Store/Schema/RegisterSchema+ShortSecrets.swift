import SQLStore

extension RegisterSchema {
    /// Recovery codes and codes of counters, as hashes that cost something to try. Those of before stay where they are until they are
    /// used or run out.
    static let shortSecrets = Migration(
        30,
        sqlite: """
            CREATE TABLE recovery_hash (
                seq INTEGER PRIMARY KEY,
                account BIGINT NOT NULL REFERENCES account (seq),
                selector BLOB NOT NULL CHECK (length(selector) = 3),
                salt BLOB NOT NULL CHECK (length(salt) = 16),
                operations BIGINT NOT NULL,
                memory BIGINT NOT NULL,
                digest BLOB NOT NULL CHECK (length(digest) = 32)
            );
            CREATE INDEX recovery_hash_account ON recovery_hash (account);
            CREATE TABLE counter_code (
                seq INTEGER PRIMARY KEY,
                selector BLOB NOT NULL CHECK (length(selector) = 3),
                salt BLOB NOT NULL CHECK (length(salt) = 16),
                operations BIGINT NOT NULL,
                memory BIGINT NOT NULL,
                digest BLOB NOT NULL CHECK (length(digest) = 32),
                application BLOB CHECK (length(application) = 16),
                pass_number TEXT,
                made_at BIGINT NOT NULL,
                expires BIGINT NOT NULL CHECK (expires > made_at),
                made_by TEXT NOT NULL,
                CHECK ((application IS NULL) <> (pass_number IS NULL))
            );
            CREATE INDEX counter_code_selector ON counter_code (selector);
            CREATE INDEX counter_code_application ON counter_code (application) WHERE application IS NOT NULL;
            CREATE INDEX counter_code_pass ON counter_code (pass_number) WHERE pass_number IS NOT NULL;
            CREATE INDEX counter_code_expires ON counter_code (expires);
            """)
}
