package import SQLStore

/// The tables of a gate's memory, `HOME/gate.sqlite`.
package enum GateSchema {
    package static let schema = Schema(applicationID: 0x5050_4754, migrations: [first, clockAnchor, shift, lane])

    /// What leads of signed times are counted from.
    private static let clockAnchor = Migration(
        2,
        sqlite: """
            ALTER TABLE clock ADD COLUMN anchor BIGINT;
            ALTER TABLE clock ADD COLUMN anchor_wall BIGINT;
            ALTER TABLE clock ADD COLUMN anchor_boot BLOB;
            ALTER TABLE clock ADD COLUMN anchor_uptime BIGINT;
            """)

    /// A record is never changed, and goes only when the service has signed for it: the database itself says so.
    private static let first = Migration(
        1,
        sqlite: """
            CREATE TABLE epoch (
                seq INTEGER PRIMARY KEY,
                epoch BIGINT NOT NULL UNIQUE,
                last BIGINT NOT NULL CHECK (last >= 0),
                hash BLOB NOT NULL CHECK (length(hash) = 32),
                receipted BIGINT NOT NULL CHECK (receipted BETWEEN 0 AND last),
                sent BIGINT NOT NULL CHECK (sent BETWEEN 0 AND last)
            );
            CREATE TABLE record (
                epoch INTEGER NOT NULL REFERENCES epoch (seq),
                sequence BIGINT NOT NULL,
                written_at BIGINT NOT NULL,
                record BLOB NOT NULL,
                PRIMARY KEY (epoch, sequence)
            ) WITHOUT ROWID;
            CREATE TRIGGER record_is_never_changed BEFORE UPDATE ON record
            BEGIN SELECT RAISE(ABORT, 'a record is never changed'); END;
            CREATE TRIGGER record_goes_after_its_receipt BEFORE DELETE ON record
            WHEN OLD.sequence > (SELECT receipted FROM epoch WHERE seq = OLD.epoch)
            BEGIN SELECT RAISE(ABORT, 'a record without a receipt stays'); END;

            CREATE TABLE presence (
                number BLOB PRIMARY KEY,
                state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 2),
                time BIGINT NOT NULL,
                epoch INTEGER,
                sequence BIGINT
            ) WITHOUT ROWID;
            CREATE TABLE live_code (
                pass BIGINT NOT NULL,
                issued BIGINT NOT NULL,
                seen BIGINT NOT NULL,
                PRIMARY KEY (pass, issued)
            ) WITHOUT ROWID;
            CREATE INDEX live_code_issued ON live_code (issued);
            CREATE TABLE barred (
                number BLOB PRIMARY KEY,
                reason TEXT NOT NULL,
                barred_by TEXT NOT NULL,
                time BIGINT NOT NULL
            ) WITHOUT ROWID;
            CREATE TABLE ended_list (
                list BIGINT PRIMARY KEY,
                marks BLOB NOT NULL
            );
            CREATE TABLE clock (
                id INTEGER PRIMARY KEY CHECK (id = 1),
                floor BIGINT NOT NULL,
                floor_wall BIGINT NOT NULL,
                floor_boot BLOB NOT NULL CHECK (length(floor_boot) = 16),
                floor_uptime BIGINT NOT NULL,
                reference_wall BIGINT NOT NULL,
                reference_boot BLOB NOT NULL CHECK (length(reference_boot) = 16),
                reference_uptime BIGINT NOT NULL,
                believed_wall BIGINT NOT NULL,
                believed_boot BLOB NOT NULL CHECK (length(believed_boot) = 16),
                believed_uptime BIGINT NOT NULL,
                is_suspect INTEGER NOT NULL CHECK (is_suspect IN (0, 1)),
                timestamp_keys BLOB NOT NULL
            );
            CREATE TABLE progress (
                name TEXT PRIMARY KEY,
                value BIGINT NOT NULL
            );
            """)
}
