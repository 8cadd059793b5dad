import SQLStore

extension RegisterSchema {
    /// Violations, the passes that each holds back, appeals against them, and the rule sets and fee tables that two people put in
    /// force. Who it is stands in it as a keyed hash only; what was seen, sealed.
    static let violations = Migration(
        24,
        sqlite: """
            CREATE TABLE rule_set (
                seq INTEGER PRIMARY KEY,
                kind TEXT NOT NULL CHECK (kind IN ('violations', 'fees')),
                from_day BIGINT NOT NULL,
                digest BLOB NOT NULL CHECK (length(digest) = 32),
                content BLOB NOT NULL,
                adopted_at BIGINT NOT NULL,
                adopted_by TEXT NOT NULL,
                UNIQUE (kind, from_day),
                UNIQUE (kind, digest)
            );
            CREATE TRIGGER rule_set_is_never_changed BEFORE UPDATE ON rule_set
            BEGIN SELECT RAISE(ABORT, 'a rule set is followed, and never changed'); END;
            CREATE TRIGGER rule_set_is_never_removed BEFORE DELETE ON rule_set
            BEGIN SELECT RAISE(ABORT, 'a rule set is followed, and never removed'); END;

            CREATE TABLE violation (
                seq INTEGER PRIMARY KEY,
                number TEXT NOT NULL UNIQUE,
                party TEXT NOT NULL CHECK (party IN ('person', 'vehicle', 'company')),
                subject BLOB NOT NULL CHECK (length(subject) = 16),
                company TEXT CHECK (length(company) = 8),
                pass TEXT,
                rule TEXT NOT NULL,
                grade TEXT NOT NULL CHECK (grade IN ('minor', 'ordinary', 'serious', 'extreme')),
                rules BLOB NOT NULL CHECK (length(rules) = 32),
                suspension_months INTEGER,
                ban_months INTEGER,
                occurred_at BIGINT NOT NULL,
                recorded_at BIGINT NOT NULL,
                recorded_by TEXT NOT NULL,
                task BIGINT REFERENCES gate_task (seq),
                document BLOB NOT NULL,
                reversed_at BIGINT,
                reversed_by TEXT,
                reversal TEXT,
                CHECK (party <> 'company' OR company IS NOT NULL),
                CHECK (occurred_at <= recorded_at),
                CHECK ((reversed_at IS NULL) = (reversed_by IS NULL)),
                CHECK ((reversed_at IS NULL) = (reversal IS NULL)),
                CHECK (reversed_by IS NULL OR reversed_by <> recorded_by)
            );
            CREATE INDEX violation_subject ON violation (subject);
            CREATE INDEX violation_company ON violation (company) WHERE company IS NOT NULL;
            CREATE INDEX violation_pass ON violation (pass) WHERE pass IS NOT NULL;
            CREATE INDEX violation_occurred ON violation (occurred_at);
            CREATE TRIGGER violation_is_never_removed BEFORE DELETE ON violation
            BEGIN SELECT RAISE(ABORT, 'a violation is reversed, and never removed'); END;
            CREATE TRIGGER violation_keeps_what_was_recorded
            BEFORE UPDATE OF number, party, company, pass, rule, grade, rules, suspension_months, ban_months, occurred_at,
                recorded_at, recorded_by, task ON violation
            BEGIN SELECT RAISE(ABORT, 'what was recorded does not change'); END;
            CREATE TRIGGER violation_is_reversed_once BEFORE UPDATE OF reversed_at, reversed_by, reversal ON violation
            WHEN OLD.reversed_at IS NOT NULL
            BEGIN SELECT RAISE(ABORT, 'a violation is reversed once'); END;

            CREATE TABLE violation_hold (
                seq INTEGER PRIMARY KEY,
                violation BIGINT NOT NULL REFERENCES violation (seq),
                pass BIGINT NOT NULL REFERENCES pass (seq),
                is_final INTEGER NOT NULL CHECK (is_final IN (0, 1)),
                until BIGINT NOT NULL,
                made_at BIGINT NOT NULL,
                change BIGINT REFERENCES status_change (seq),
                before_reason TEXT,
                before_loss TEXT CHECK (before_loss IN ('lost', 'stolen', 'mislaid')),
                ended_at BIGINT,
                ended TEXT CHECK (ended IN ('served', 'reversed', 'milder', 'final', 'over')),
                CHECK ((ended_at IS NULL) = (ended IS NULL)),
                UNIQUE (violation, pass)
            );
            CREATE INDEX violation_hold_pass ON violation_hold (pass);
            CREATE INDEX violation_hold_open ON violation_hold (until) WHERE ended_at IS NULL;

            CREATE TABLE violation_appeal (
                opinion BIGINT PRIMARY KEY REFERENCES opinion (seq),
                violation BIGINT NOT NULL REFERENCES violation (seq)
            );
            CREATE INDEX violation_appeal_violation ON violation_appeal (violation);
            """)
}
