import SQLStore

extension RegisterSchema {
    /// Codes of a counter open passes too: of who has one that no application led to, from before the service or over its command. And
    /// sessions tell a browser that a pass is bound to from one that proved whose it is.
    static let passCodes = Migration(
        14,
        sqlite: """
            CREATE TABLE retrieval_code_14 (
                verifier BLOB PRIMARY KEY CHECK (length(verifier) = 32),
                application BLOB CHECK (length(application) = 16),
                pass_number TEXT,
                made_at BIGINT NOT NULL,
                expires BIGINT NOT NULL CHECK (expires > made_at),
                made_by TEXT NOT NULL,
                CHECK ((application IS NULL) <> (pass_number IS NULL))
            );
            INSERT INTO retrieval_code_14 (verifier, application, made_at, expires, made_by)
                SELECT verifier, application, made_at, expires, made_by FROM retrieval_code;
            DROP TABLE retrieval_code;
            ALTER TABLE retrieval_code_14 RENAME TO retrieval_code;
            CREATE INDEX retrieval_code_application ON retrieval_code (application) WHERE application IS NOT NULL;
            CREATE INDEX retrieval_code_pass ON retrieval_code (pass_number) WHERE pass_number IS NOT NULL;
            CREATE INDEX retrieval_code_expires ON retrieval_code (expires);

            CREATE TABLE web_session_grant_14 (
                session INTEGER NOT NULL REFERENCES web_session (seq) ON DELETE CASCADE,
                kind TEXT NOT NULL CHECK (kind IN ('contact', 'application', 'pass', 'phone', 'account', 'opinion')),
                subject BLOB NOT NULL CHECK (length(subject) BETWEEN 1 AND 64),
                sealed BLOB,
                granted_at BIGINT NOT NULL,
                idle BIGINT NOT NULL CHECK (idle > 0),
                expires_at BIGINT NOT NULL,
                PRIMARY KEY (session, kind, subject)
            );
            INSERT INTO web_session_grant_14 (session, kind, subject, sealed, granted_at, idle, expires_at)
                SELECT session, kind, subject, sealed, granted_at, idle, expires_at FROM web_session_grant;
            DROP TABLE web_session_grant;
            ALTER TABLE web_session_grant_14 RENAME TO web_session_grant;
            CREATE INDEX web_session_grant_subject ON web_session_grant (kind, subject);
            """)
}
