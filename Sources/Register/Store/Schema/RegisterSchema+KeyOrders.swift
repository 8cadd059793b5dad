import SQLStore

extension RegisterSchema {
    /// What two people agreed on about keys and what takes more than one transaction.
    static let keyOrders = Migration(
        28,
        sqlite: """
            CREATE TABLE key_order (
                seq INTEGER PRIMARY KEY,
                change BLOB NOT NULL UNIQUE REFERENCES staff_change (id),
                ended_at BIGINT,
                failure TEXT,
                CHECK (failure IS NULL OR ended_at IS NOT NULL)
            );
            CREATE INDEX key_order_open ON key_order (seq) WHERE ended_at IS NULL;
            """)
}
