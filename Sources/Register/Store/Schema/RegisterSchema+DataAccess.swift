import SQLStore

extension RegisterSchema {
    /// Who looked at what is kept of whom.
    static let dataAccess = Migration(
        22,
        sqlite: """
            CREATE TABLE data_access (
                seq INTEGER PRIMARY KEY,
                application BIGINT REFERENCES application (seq),
                number TEXT NOT NULL,
                principal TEXT NOT NULL,
                purpose TEXT NOT NULL,
                at BIGINT NOT NULL
            );
            CREATE INDEX data_access_application ON data_access (application, at);
            CREATE INDEX data_access_number ON data_access (number, at);
            """)
}
