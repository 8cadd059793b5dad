import SQLStore

extension RegisterSchema {
    /// What the public proves: codes to contacts, codes from counters, and the sessions in which it counts. Nothing of a contact
    /// or of a secret stands in it in the clear.
    static let sessions = Migration(
        9,
        sqlite: """
            CREATE TABLE contact_code (
                id BLOB PRIMARY KEY CHECK (length(id) = 16),
                contact BLOB NOT NULL CHECK (length(contact) = 16),
                asked BLOB NOT NULL CHECK (length(asked) = 16),
                client BLOB CHECK (length(client) = 16),
                verifier BLOB NOT NULL CHECK (length(verifier) = 32),
                sealed BLOB,
                made_at BIGINT NOT NULL,
                expires BIGINT NOT NULL CHECK (expires > made_at),
                failures INTEGER NOT NULL,
                is_open INTEGER NOT NULL CHECK (is_open IN (0, 1))
            );
            CREATE INDEX contact_code_contact ON contact_code (contact, made_at);
            CREATE INDEX contact_code_asked ON contact_code (asked, made_at);
            CREATE INDEX contact_code_client ON contact_code (client, made_at) WHERE client IS NOT NULL;
            CREATE INDEX contact_code_made ON contact_code (made_at);

            CREATE TABLE retrieval_code (
                verifier BLOB PRIMARY KEY CHECK (length(verifier) = 32),
                application BLOB NOT NULL CHECK (length(application) = 16),
                made_at BIGINT NOT NULL,
                expires BIGINT NOT NULL CHECK (expires > made_at),
                made_by TEXT NOT NULL
            );
            CREATE INDEX retrieval_code_application ON retrieval_code (application);
            CREATE INDEX retrieval_code_expires ON retrieval_code (expires);

            CREATE TABLE web_session (
                seq INTEGER PRIMARY KEY,
                digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
                created_at BIGINT NOT NULL,
                seen_at BIGINT NOT NULL,
                idle BIGINT NOT NULL CHECK (idle > 0),
                expires_at BIGINT NOT NULL
            );
            CREATE INDEX web_session_expires ON web_session (expires_at);
            CREATE TABLE web_session_grant (
                session INTEGER NOT NULL REFERENCES web_session (seq) ON DELETE CASCADE,
                kind TEXT NOT NULL CHECK (kind IN ('contact', 'application', 'pass', 'account')),
                subject BLOB NOT NULL CHECK (length(subject) BETWEEN 1 AND 64),
                sealed BLOB,
                granted_at BIGINT NOT NULL,
                idle BIGINT NOT NULL CHECK (idle > 0),
                expires_at BIGINT NOT NULL,
                PRIMARY KEY (session, kind, subject)
            );
            CREATE INDEX web_session_grant_subject ON web_session_grant (kind, subject);
            """)
}
