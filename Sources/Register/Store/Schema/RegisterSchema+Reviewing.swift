import SQLStore

extension RegisterSchema {
    /// Approvals that can still be undone, and who filled in for somebody.
    static let reviewing = Migration(
        18,
        sqlite: """
            ALTER TABLE application ADD COLUMN filled_by TEXT;
            CREATE TABLE pending_approval (
                application BIGINT PRIMARY KEY REFERENCES application (seq),
                version BIGINT NOT NULL,
                approved_by TEXT NOT NULL,
                approved_at BIGINT NOT NULL,
                due BIGINT NOT NULL CHECK (due >= approved_at)
            );
            CREATE INDEX pending_approval_due ON pending_approval (due);
            """)
}
