import SQLStore

extension RegisterSchema {
    /// What is sealed to the gates of a port: the port's key and who has it, whom the police look for, who is expected, and the
    /// directory of passes by number. Whom it is about stands in the file sealed only.
    static let lists = Migration(
        5,
        sqlite: """
            CREATE TABLE port_key (
                port TEXT PRIMARY KEY,
                version BIGINT NOT NULL,
                sealed BLOB NOT NULL,
                made_at BIGINT NOT NULL
            );
            CREATE TABLE port_key_copy (
                port TEXT NOT NULL REFERENCES port_key (port),
                gate TEXT NOT NULL,
                box_key BLOB NOT NULL CHECK (length(box_key) = 32),
                sealed BLOB NOT NULL,
                PRIMARY KEY (port, gate)
            ) WITHOUT ROWID;

            CREATE TABLE hot_entry (
                port TEXT NOT NULL,
                subject BLOB NOT NULL CHECK (length(subject) = 16),
                sealed BLOB NOT NULL,
                added_at BIGINT NOT NULL,
                added_by TEXT NOT NULL,
                PRIMARY KEY (port, subject)
            ) WITHOUT ROWID;
            CREATE TABLE expected_visitor (
                id INTEGER PRIMARY KEY,
                port TEXT NOT NULL,
                expected_until BIGINT NOT NULL,
                context BLOB NOT NULL CHECK (length(context) = 16),
                sealed BLOB NOT NULL,
                added_at BIGINT NOT NULL,
                added_by TEXT NOT NULL
            );
            CREATE INDEX expected_visitor_port ON expected_visitor (port, id);
            CREATE INDEX expected_visitor_until ON expected_visitor (expected_until);

            CREATE TABLE directory_entry (
                port TEXT NOT NULL,
                slot INTEGER NOT NULL CHECK (slot BETWEEN 0 AND 255),
                number TEXT NOT NULL,
                pass BIGINT NOT NULL REFERENCES pass (seq),
                zones BIGINT NOT NULL,
                PRIMARY KEY (port, slot, number)
            ) WITHOUT ROWID;
            CREATE TABLE directory_change (
                port TEXT NOT NULL,
                slot INTEGER NOT NULL,
                stamp BIGINT NOT NULL,
                PRIMARY KEY (port, slot)
            ) WITHOUT ROWID;
            CREATE TABLE directory_port (
                port TEXT PRIMARY KEY,
                entries BIGINT NOT NULL,
                shards INTEGER NOT NULL,
                key_version BIGINT NOT NULL
            );
            CREATE TABLE directory_shard (
                port TEXT NOT NULL,
                shard INTEGER NOT NULL,
                sealed BLOB NOT NULL,
                PRIMARY KEY (port, shard)
            );
            """)
}
