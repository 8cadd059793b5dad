import SQLStore

extension RegisterSchema {
    /// What was taken of people and is gone: the row stays, with nothing in it of anybody.
    static let retention = Migration(
        21,
        sqlite: """
            ALTER TABLE application ADD COLUMN erased_at BIGINT;
            ALTER TABLE pass ADD COLUMN erased_at BIGINT;
            """)
}
