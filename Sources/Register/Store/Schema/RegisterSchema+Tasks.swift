import SQLStore

extension RegisterSchema {
    /// What guards told the office of.
    static let tasks = Migration(
        7,
        sqlite: """
            CREATE TABLE gate_task (
                seq INTEGER PRIMARY KEY,
                gate TEXT NOT NULL,
                epoch BIGINT NOT NULL,
                sequence BIGINT NOT NULL,
                subject INTEGER NOT NULL,
                concerns_epoch BIGINT,
                concerns_sequence BIGINT,
                number BLOB,
                plate BLOB,
                note BLOB,
                guard BLOB NOT NULL,
                time BIGINT NOT NULL,
                received_at BIGINT NOT NULL,
                done_at BIGINT,
                done_by TEXT,
                UNIQUE (gate, epoch, sequence)
            );
            CREATE INDEX gate_task_open ON gate_task (seq) WHERE done_at IS NULL;
            """)
}
