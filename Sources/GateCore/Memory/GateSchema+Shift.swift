import SQLStore

extension GateSchema {
    /// The open tray of the vehicle lane, over restarts.
    static let lane = Migration(
        4,
        sqlite: """
            CREATE TABLE lane (
                id INTEGER PRIMARY KEY CHECK (id = 1),
                plate BLOB,
                time BIGINT NOT NULL
            );
            CREATE TABLE lane_member (
                position INTEGER PRIMARY KEY,
                role INTEGER NOT NULL CHECK (role BETWEEN 1 AND 4),
                epoch BIGINT NOT NULL,
                sequence BIGINT NOT NULL
            );
            """)

    /// What a guard's shift adds: who may be on duty and who is, visitor cards, an evacuation, and what belongs together.
    ///
    /// All but the guards and their PINs follows the journal: a record that is written changes its table in the same transaction.
    static let shift = Migration(
        3,
        sqlite: """
            ALTER TABLE presence ADD COLUMN gate BLOB;

            CREATE TABLE guard (
                name BLOB PRIMARY KEY,
                role INTEGER NOT NULL CHECK (role IN (1, 2)),
                salt BLOB NOT NULL CHECK (length(salt) = 16),
                operations BIGINT NOT NULL,
                memory BIGINT NOT NULL,
                digest BLOB NOT NULL CHECK (length(digest) = 32),
                added_at BIGINT NOT NULL
            ) WITHOUT ROWID;
            CREATE TABLE pin_trouble (
                name BLOB PRIMARY KEY,
                wrong BIGINT NOT NULL CHECK (wrong > 0),
                boot BLOB NOT NULL CHECK (length(boot) = 16),
                uptime BIGINT NOT NULL
            ) WITHOUT ROWID;
            CREATE TABLE duty (
                id INTEGER PRIMARY KEY CHECK (id = 1),
                name BLOB NOT NULL,
                epoch BIGINT NOT NULL,
                sequence BIGINT NOT NULL,
                time BIGINT NOT NULL
            );
            CREATE TABLE hand_over (
                epoch BIGINT NOT NULL,
                sequence BIGINT NOT NULL,
                time BIGINT NOT NULL,
                PRIMARY KEY (epoch, sequence)
            ) WITHOUT ROWID;

            CREATE TABLE visitor_card (
                number BLOB PRIMARY KEY,
                state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 3),
                document INTEGER,
                hint BLOB,
                escort BLOB,
                until BIGINT,
                time BIGINT NOT NULL
            ) WITHOUT ROWID;
            CREATE TABLE trailer (
                vehicle BLOB PRIMARY KEY,
                trailer BLOB,
                time BIGINT NOT NULL
            ) WITHOUT ROWID;

            CREATE TABLE evacuation (
                id INTEGER PRIMARY KEY CHECK (id = 1),
                begun_by BLOB NOT NULL,
                time BIGINT NOT NULL
            );
            CREATE TABLE assembly (
                place BLOB PRIMARY KEY,
                headcount BIGINT NOT NULL,
                time BIGINT NOT NULL
            ) WITHOUT ROWID;
            CREATE TABLE emergency (
                epoch BIGINT NOT NULL,
                sequence BIGINT NOT NULL,
                agency INTEGER NOT NULL,
                plate BLOB,
                headcount BIGINT,
                time BIGINT NOT NULL,
                completed_at BIGINT,
                left_at BIGINT,
                PRIMARY KEY (epoch, sequence)
            ) WITHOUT ROWID;
            """)
}
