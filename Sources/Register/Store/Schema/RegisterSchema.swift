package import SQLStore

/// The register's tables. Steps never change once shipped; a later one adds or alters.
package enum RegisterSchema {
    /// "PPRG" in the file's header.
    static let applicationID: Int32 = 0x5050_5247

    package static let schema = Schema(
        applicationID: applicationID,
        migrations: [
            first, gates, applications, photos, lists, waitingPhotos, tasks, applicationForms, sessions, notices,
            payments, companies, opinions, passCodes, companyNews, staff, passIndex, reviewing, keyRotation, restored,
            retention, dataAccess, gateDesk, violations, ships, heldJournals, shipVisits, keyOrders, accountSafety,
            shortSecrets, programs, hooks, openData, vaultKeys, windows, news, shipLists, calls,
            consultations, seminars,
        ])

    private static let first = Migration(
        1,
        sqlite: """
            CREATE TABLE setting (
                name TEXT PRIMARY KEY,
                value TEXT NOT NULL
            );

            CREATE TABLE seed_version (
                version BIGINT PRIMARY KEY,
                adopted_at BIGINT NOT NULL,
                digest BLOB NOT NULL
            );
            CREATE TABLE seed_file (
                version BIGINT NOT NULL REFERENCES seed_version (version),
                name TEXT NOT NULL,
                content BLOB NOT NULL,
                PRIMARY KEY (version, name)
            );
            CREATE TABLE zone_bit (
                port TEXT NOT NULL,
                bit INTEGER NOT NULL CHECK (bit BETWEEN 0 AND 63),
                name TEXT NOT NULL,
                PRIMARY KEY (port, bit),
                UNIQUE (port, name)
            );

            CREATE TABLE signing_key (
                seq INTEGER PRIMARY KEY,
                use TEXT NOT NULL CHECK (use IN ('pass', 'status', 'audit')),
                public_key BLOB NOT NULL UNIQUE CHECK (length(public_key) = 32),
                kid BIGINT NOT NULL,
                not_before BIGINT NOT NULL,
                expires BIGINT NOT NULL CHECK (expires > not_before),
                state TEXT NOT NULL CHECK (state IN ('current', 'retired', 'compromised'))
            );
            CREATE UNIQUE INDEX signing_key_current ON signing_key (use) WHERE state = 'current';

            CREATE TABLE number_series (
                series TEXT PRIMARY KEY,
                next BIGINT NOT NULL CHECK (next > 0)
            );

            CREATE TABLE status_list (
                list INTEGER PRIMARY KEY,
                next INTEGER NOT NULL CHECK (next BETWEEN 0 AND 131072),
                changes BIGINT NOT NULL,
                opened_at BIGINT NOT NULL,
                last_used BIGINT,
                last_expiry BIGINT NOT NULL,
                is_retired INTEGER NOT NULL CHECK (is_retired IN (0, 1))
            );
            CREATE TABLE status_permutation (
                list INTEGER PRIMARY KEY REFERENCES status_list (list),
                indices BLOB NOT NULL CHECK (length(indices) = 393216)
            );
            CREATE TABLE status_token (
                list INTEGER PRIMARY KEY REFERENCES status_list (list),
                changes BIGINT NOT NULL,
                issued_at BIGINT NOT NULL,
                signer INTEGER NOT NULL REFERENCES signing_key (seq),
                uri TEXT NOT NULL,
                token BLOB NOT NULL
            );

            CREATE TABLE pass (
                seq INTEGER PRIMARY KEY,
                id BIGINT NOT NULL UNIQUE,
                number TEXT NOT NULL,
                list INTEGER NOT NULL REFERENCES status_list (list),
                idx INTEGER NOT NULL CHECK (idx BETWEEN 0 AND 131071),
                signer INTEGER NOT NULL REFERENCES signing_key (seq),
                state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 6),
                kind INTEGER NOT NULL,
                term INTEGER NOT NULL,
                not_before BIGINT NOT NULL,
                expires BIGINT NOT NULL CHECK (expires > not_before),
                issued_at BIGINT NOT NULL,
                digest BLOB NOT NULL CHECK (length(digest) = 16),
                payload BLOB NOT NULL,
                replaces BIGINT REFERENCES pass (seq),
                activates_at BIGINT,
                reason TEXT,
                UNIQUE (list, idx)
            );
            CREATE INDEX pass_number ON pass (number);
            CREATE INDEX pass_marked ON pass (list) WHERE state >= 2;
            CREATE INDEX pass_pending ON pass (state) WHERE state IN (0, 2);
            CREATE INDEX pass_replaces ON pass (replaces) WHERE replaces IS NOT NULL;

            CREATE TABLE pass_signature (
                pass INTEGER PRIMARY KEY REFERENCES pass (seq),
                signature BLOB NOT NULL CHECK (length(signature) = 64)
            );
            CREATE TABLE pass_identity (
                pass INTEGER PRIMARY KEY REFERENCES pass (seq),
                subject BLOB NOT NULL CHECK (length(subject) = 16),
                sealed BLOB NOT NULL
            );
            CREATE TABLE pass_subject (
                subject BLOB NOT NULL CHECK (length(subject) = 16),
                pass BIGINT NOT NULL REFERENCES pass (seq),
                PRIMARY KEY (subject, pass)
            ) WITHOUT ROWID;
            CREATE TABLE pass_request (
                reference TEXT PRIMARY KEY,
                pass BIGINT NOT NULL REFERENCES pass (seq)
            );

            CREATE TABLE audit_record (
                number INTEGER PRIMARY KEY,
                record BLOB NOT NULL
            );
            CREATE TABLE audit_tile (
                level INTEGER NOT NULL,
                tile BIGINT NOT NULL,
                hashes BLOB NOT NULL CHECK (length(hashes) BETWEEN 32 AND 8192 AND length(hashes) % 32 = 0),
                PRIMARY KEY (level, tile)
            );
            CREATE TABLE audit_checkpoint (
                size BIGINT PRIMARY KEY,
                signed_at BIGINT NOT NULL,
                note TEXT NOT NULL
            );

            CREATE TRIGGER audit_record_is_never_changed BEFORE UPDATE ON audit_record
            BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
            CREATE TRIGGER audit_record_is_never_removed BEFORE DELETE ON audit_record
            BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
            CREATE TRIGGER audit_checkpoint_is_never_changed BEFORE UPDATE ON audit_checkpoint
            BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
            CREATE TRIGGER audit_checkpoint_is_never_removed BEFORE DELETE ON audit_checkpoint
            BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
            CREATE TRIGGER pass_is_never_removed BEFORE DELETE ON pass
            BEGIN SELECT RAISE(ABORT, 'a pass is never removed'); END;
            CREATE TRIGGER pass_keeps_what_was_signed
            BEFORE UPDATE OF id, number, list, idx, signer, digest, not_before, expires, issued_at ON pass
            BEGIN SELECT RAISE(ABORT, 'what was signed does not change'); END;
            CREATE TRIGGER pass_signature_is_never_changed BEFORE UPDATE ON pass_signature
            BEGIN SELECT RAISE(ABORT, 'what was signed does not change'); END;
            CREATE TRIGGER pass_signature_is_never_removed BEFORE DELETE ON pass_signature
            BEGIN SELECT RAISE(ABORT, 'what was signed does not change'); END;
            """)
}
