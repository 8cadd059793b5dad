import SQLStore

extension RegisterSchema {
    /// What the audit log says of the gates' journals: how far, with which hash, and when what came.
    ///
    /// `arrivals_from` is the first record whose arrival is bound; 0 where the journal's own beginning is bound too, as in all that
    /// began since.
    static let heldJournals = Migration(
        26,
        sqlite: """
            ALTER TABLE gate_journal ADD COLUMN arrivals BLOB NOT NULL
                DEFAULT X'0000000000000000000000000000000000000000000000000000000000000000'
                CHECK (length(arrivals) = 32);
            ALTER TABLE gate_journal ADD COLUMN arrivals_from BIGINT NOT NULL DEFAULT 1;
            UPDATE gate_journal SET arrivals_from = through + 1;
            ALTER TABLE gate_journal ADD COLUMN held BIGINT NOT NULL DEFAULT 0;
            CREATE INDEX gate_journal_unheld ON gate_journal (seq) WHERE held < through;
            """)
}
