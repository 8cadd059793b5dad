import SQLStore

extension RegisterSchema {
    /// Where an account was signed in from, for its owner to see; since when one lacks the app that was taken off it,
    /// and what its app makes codes with: those of before know SHA-1 only.
    static let accountSafety = Migration(
        29,
        sqlite: """
            ALTER TABLE web_session_grant ADD COLUMN client TEXT;
            ALTER TABLE web_session_grant ADD COLUMN agent TEXT;
            ALTER TABLE account ADD COLUMN factor_taken_at BIGINT;
            ALTER TABLE account ADD COLUMN time_hash TEXT NOT NULL DEFAULT 'sha1' CHECK (time_hash IN ('sha1', 'sha256'));
            """)
}
