import SQLStore

extension RegisterSchema {
    /// What single windows are asked, what they said last of each subject, receipts of both, and what visits are about.
    static let windows = Migration(
        35,
        sqlite: """
            CREATE TABLE window_question (
                seq INTEGER PRIMARY KEY,
                id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
                window TEXT NOT NULL CHECK (window IN ('maritime', 'customs')),
                port TEXT NOT NULL,
                mark TEXT NOT NULL,
                asked_at BIGINT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'answered', 'dead', 'dropped')),
                attempts BIGINT NOT NULL,
                due_at BIGINT NOT NULL,
                fault TEXT,
                owner TEXT,
                ended_at BIGINT
            );
            CREATE UNIQUE INDEX window_question_open ON window_question (window, port, mark)
                WHERE state IN ('waiting', 'sending', 'sent');
            CREATE INDEX window_question_due ON window_question (window, due_at)
                WHERE state IN ('waiting', 'sending', 'sent');
            CREATE INDEX window_question_dead ON window_question (seq) WHERE state = 'dead';
            CREATE INDEX window_question_subject ON window_question (window, port, mark, seq);
            CREATE INDEX window_question_ended ON window_question (ended_at);
            CREATE TABLE window_state (
                window TEXT NOT NULL,
                port TEXT NOT NULL,
                mark TEXT NOT NULL,
                finding TEXT NOT NULL,
                source TEXT NOT NULL,
                as_of BIGINT NOT NULL,
                sequence BIGINT NOT NULL,
                since BIGINT,
                reference TEXT,
                taken_at BIGINT NOT NULL,
                PRIMARY KEY (window, port, mark)
            );
            CREATE TABLE window_receipt (
                seq INTEGER PRIMARY KEY,
                window TEXT NOT NULL,
                question BIGINT,
                way TEXT NOT NULL CHECK (way IN ('sent', 'came')),
                at BIGINT NOT NULL,
                digest BLOB NOT NULL CHECK (length(digest) = 32),
                size BIGINT NOT NULL,
                outcome TEXT NOT NULL
            );
            CREATE UNIQUE INDEX window_receipt_came ON window_receipt (window, digest) WHERE way = 'came';
            CREATE INDEX window_receipt_question ON window_receipt (question, seq);
            CREATE INDEX window_receipt_at ON window_receipt (at);
            CREATE TRIGGER window_receipt_is_never_changed BEFORE UPDATE ON window_receipt
            BEGIN SELECT RAISE(ABORT, 'a receipt does not change'); END;
            CREATE TABLE visit_matter (
                application BIGINT NOT NULL REFERENCES application (seq),
                window TEXT NOT NULL,
                port TEXT NOT NULL,
                mark TEXT NOT NULL,
                PRIMARY KEY (application, window, port, mark)
            );
            CREATE INDEX visit_matter_subject ON visit_matter (window, port, mark);
            """)
}
