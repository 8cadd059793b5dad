import SQLStore

extension RegisterSchema {
    /// The gates as the office works with them: who has an alarm in hand, what ports were told and with which publication, what
    /// came and went hour by hour, who is inside, and where a gate stands.
    static let gateDesk = Migration(
        23,
        sqlite: """
            ALTER TABLE finding ADD COLUMN owner TEXT;
            ALTER TABLE finding ADD COLUMN taken_at BIGINT;
            ALTER TABLE finding ADD COLUMN settled_at BIGINT;
            ALTER TABLE finding ADD COLUMN settled_by TEXT;
            ALTER TABLE finding ADD COLUMN settled_as TEXT;
            CREATE INDEX finding_open ON finding (kind, seq)
                WHERE closed_at IS NULL AND settled_at IS NULL AND kind NOT IN ('exposure', 'restored');
            CREATE INDEX finding_gate ON finding (gate, seq);
            CREATE INDEX gate_task_gate ON gate_task (gate, seq);
            CREATE TABLE alarm_step (
                seq INTEGER PRIMARY KEY,
                finding BIGINT NOT NULL REFERENCES finding (seq),
                act TEXT NOT NULL CHECK (act IN ('take', 'hand-over', 'note', 'close')),
                by_whom TEXT NOT NULL,
                to_whom TEXT,
                ending TEXT,
                note BLOB,
                at BIGINT NOT NULL,
                CHECK ((act = 'hand-over') = (to_whom IS NOT NULL)),
                CHECK ((act = 'close') = (ending IS NOT NULL))
            );
            CREATE INDEX alarm_step_finding ON alarm_step (finding, seq);
            CREATE TRIGGER alarm_step_is_never_changed BEFORE UPDATE ON alarm_step
            BEGIN SELECT RAISE(ABORT, 'what was done about an alarm stays known'); END;
            CREATE TRIGGER alarm_step_is_never_removed BEFORE DELETE ON alarm_step
            BEGIN SELECT RAISE(ABORT, 'what was done about an alarm stays known'); END;

            CREATE TABLE port_order (
                seq INTEGER PRIMARY KEY,
                port TEXT NOT NULL,
                kind TEXT NOT NULL CHECK (kind IN ('level', 'hot-list')),
                level INTEGER CHECK (level BETWEEN 1 AND 3),
                subject BLOB,
                reason TEXT,
                note BLOB,
                made_by TEXT NOT NULL,
                made_at BIGINT NOT NULL,
                version BIGINT,
                published_at BIGINT,
                CHECK ((kind = 'level') = (level IS NOT NULL))
            );
            CREATE INDEX port_order_port ON port_order (port, kind, seq);
            CREATE INDEX port_order_unpublished ON port_order (seq) WHERE version IS NULL;
            ALTER TABLE hot_entry ADD COLUMN until BIGINT;
            CREATE INDEX hot_entry_until ON hot_entry (until) WHERE until IS NOT NULL;
            CREATE TABLE publication (
                version BIGINT PRIMARY KEY,
                published_at BIGINT NOT NULL,
                levels TEXT NOT NULL,
                policy BLOB NOT NULL CHECK (length(policy) = 32)
            );

            ALTER TABLE gate_journal ADD COLUMN tallied BIGINT NOT NULL DEFAULT 0;
            CREATE INDEX gate_journal_untallied ON gate_journal (seq) WHERE tallied < through;
            CREATE TABLE gate_tally (
                gate TEXT NOT NULL,
                hour BIGINT NOT NULL,
                direction INTEGER NOT NULL,
                outcome INTEGER NOT NULL,
                reason TEXT NOT NULL,
                count BIGINT NOT NULL,
                PRIMARY KEY (gate, hour, direction, outcome, reason)
            ) WITHOUT ROWID;
            CREATE INDEX presence_inside ON presence (port, time, number) WHERE state = 1;

            CREATE TABLE gate_place (
                gate TEXT PRIMARY KEY,
                place BLOB NOT NULL,
                set_by TEXT NOT NULL,
                set_at BIGINT NOT NULL
            );
            """)
}
