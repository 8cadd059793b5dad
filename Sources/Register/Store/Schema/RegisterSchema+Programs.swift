import SQLStore

extension RegisterSchema {
    /// Tokens by which programs act for companies, and what they were answered.
    static let programs = Migration(
        31,
        sqlite: """
            CREATE TABLE company_token (
                seq INTEGER PRIMARY KEY,
                id BLOB NOT NULL UNIQUE CHECK (length(id) = 8),
                company BIGINT NOT NULL REFERENCES company (seq),
                account BIGINT NOT NULL REFERENCES account (seq),
                name TEXT NOT NULL,
                scopes TEXT NOT NULL,
                digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
                hint TEXT NOT NULL,
                made_at BIGINT NOT NULL,
                expires BIGINT NOT NULL CHECK (expires > made_at),
                used_at BIGINT,
                revoked_at BIGINT
            );
            CREATE INDEX company_token_company ON company_token (company);
            CREATE TABLE company_token_answer (
                token BIGINT NOT NULL REFERENCES company_token (seq),
                key BLOB NOT NULL CHECK (length(key) = 32),
                request BLOB NOT NULL CHECK (length(request) = 32),
                status INTEGER NOT NULL,
                location TEXT,
                body BLOB NOT NULL,
                at BIGINT NOT NULL,
                PRIMARY KEY (token, key)
            );
            CREATE INDEX company_token_answer_at ON company_token_answer (at);
            """)
}
