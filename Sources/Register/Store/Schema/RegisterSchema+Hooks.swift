import SQLStore

extension RegisterSchema {
    /// Endpoints of companies, and what they are told.
    static let hooks = Migration(
        32,
        sqlite: """
            CREATE TABLE company_hook (
                seq INTEGER PRIMARY KEY,
                id BLOB NOT NULL UNIQUE CHECK (length(id) = 8),
                company BIGINT NOT NULL REFERENCES company (seq),
                address TEXT NOT NULL,
                secret BLOB NOT NULL,
                old_secret BLOB,
                old_until BIGINT,
                made_at BIGINT NOT NULL,
                failing_since BIGINT,
                disabled_at BIGINT
            );
            CREATE INDEX company_hook_company ON company_hook (company);
            CREATE TABLE hook_delivery (
                seq INTEGER PRIMARY KEY,
                hook BIGINT NOT NULL REFERENCES company_hook (seq),
                event TEXT NOT NULL,
                subject TEXT NOT NULL,
                became TEXT NOT NULL,
                at BIGINT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'failed')),
                attempts BIGINT NOT NULL,
                due_at BIGINT NOT NULL,
                answer TEXT,
                ended_at BIGINT
            );
            CREATE INDEX hook_delivery_due ON hook_delivery (due_at) WHERE state IN ('waiting', 'sending');
            CREATE INDEX hook_delivery_hook ON hook_delivery (hook, seq);
            CREATE INDEX hook_delivery_at ON hook_delivery (at);
            """)
}
