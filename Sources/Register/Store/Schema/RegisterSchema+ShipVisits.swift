import SQLStore

extension RegisterSchema {
    /// Up to which change of ships' calls the days of a visit are of: what came later may move them.
    static let shipVisits = Migration(
        27,
        sqlite: """
            CREATE TABLE ship_visit (
                application INTEGER PRIMARY KEY REFERENCES application (seq),
                change BIGINT NOT NULL
            );
            """)
}
