import SQLStore

extension RegisterSchema {
    /// What passes are looked for by, made from what is signed: it can be thrown away and made again at any time.
    static let passIndex = Migration(
        17,
        sqlite: """
            CREATE TABLE pass_term (
                kind TEXT NOT NULL,
                term TEXT NOT NULL,
                pass BIGINT NOT NULL REFERENCES pass (seq),
                PRIMARY KEY (kind, term, pass)
            ) WITHOUT ROWID;
            CREATE TABLE pass_term_place (
                place BIGINT NOT NULL
            );
            INSERT INTO pass_term_place (place) VALUES (0);
            """)
}
