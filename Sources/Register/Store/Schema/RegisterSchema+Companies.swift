import SQLStore

extension RegisterSchema {
    /// Companies, who acts for them, whom and what they apply for. Names, addresses and numbers of people stand in it sealed only,
    /// and are found by keyed hashes; what opens something (passwords, invitations, codes) stands in it hashed.
    static let companies = Migration(
        12,
        sqlite: """
            CREATE TABLE account (
                seq INTEGER PRIMARY KEY,
                id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
                email BLOB NOT NULL UNIQUE CHECK (length(email) = 16),
                document BLOB NOT NULL,
                language TEXT NOT NULL,
                salt BLOB NOT NULL CHECK (length(salt) = 16),
                operations BIGINT NOT NULL,
                memory BIGINT NOT NULL,
                digest BLOB NOT NULL CHECK (length(digest) = 32),
                password_at BIGINT NOT NULL,
                time_secret BLOB,
                time_step BIGINT,
                new_time_secret BLOB,
                created_at BIGINT NOT NULL,
                CHECK ((time_secret IS NULL) = (time_step IS NULL))
            );
            CREATE TABLE account_recovery_code (
                account BIGINT NOT NULL REFERENCES account (seq),
                verifier BLOB NOT NULL CHECK (length(verifier) = 32),
                PRIMARY KEY (account, verifier)
            ) WITHOUT ROWID;
            CREATE TABLE sign_in_attempt (
                seq INTEGER PRIMARY KEY,
                account BLOB NOT NULL CHECK (length(account) = 16),
                client BLOB CHECK (length(client) = 16),
                at BIGINT NOT NULL
            );
            CREATE INDEX sign_in_attempt_account ON sign_in_attempt (account, at);
            CREATE INDEX sign_in_attempt_client ON sign_in_attempt (client, at) WHERE client IS NOT NULL;
            CREATE INDEX sign_in_attempt_at ON sign_in_attempt (at);
            CREATE TABLE pending_sign_in (
                verifier BLOB PRIMARY KEY CHECK (length(verifier) = 32),
                account BIGINT NOT NULL REFERENCES account (seq),
                failures BIGINT NOT NULL,
                expires BIGINT NOT NULL
            );
            CREATE INDEX pending_sign_in_expires ON pending_sign_in (expires);

            CREATE TABLE company (
                seq INTEGER PRIMARY KEY,
                id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
                number TEXT NOT NULL CHECK (length(number) = 8),
                state TEXT NOT NULL CHECK (state IN ('applied', 'active', 'closed')),
                document BLOB NOT NULL,
                created_at BIGINT NOT NULL,
                decided_at BIGINT,
                decided_by TEXT,
                reason TEXT,
                CHECK ((state = 'applied') = (decided_at IS NULL)),
                CHECK ((state = 'closed') = (reason IS NOT NULL))
            );
            CREATE UNIQUE INDEX company_active ON company (number) WHERE state = 'active';
            CREATE INDEX company_applied ON company (created_at, seq) WHERE state = 'applied';
            CREATE TABLE company_member (
                account BIGINT PRIMARY KEY REFERENCES account (seq),
                company BIGINT NOT NULL REFERENCES company (seq),
                role TEXT NOT NULL CHECK (role IN ('owner', 'manager', 'clerk', 'viewer')),
                joined_at BIGINT NOT NULL
            );
            CREATE INDEX company_member_company ON company_member (company);
            CREATE TABLE company_invitation (
                seq INTEGER PRIMARY KEY,
                verifier BLOB NOT NULL UNIQUE CHECK (length(verifier) = 32),
                company BIGINT NOT NULL REFERENCES company (seq),
                role TEXT NOT NULL CHECK (role IN ('owner', 'manager', 'clerk', 'viewer')),
                email BLOB NOT NULL CHECK (length(email) = 16),
                sealed BLOB NOT NULL,
                made_at BIGINT NOT NULL,
                expires BIGINT NOT NULL CHECK (expires > made_at),
                made_by BIGINT NOT NULL REFERENCES account (seq),
                UNIQUE (company, email)
            );

            CREATE TABLE roster_entry (
                seq INTEGER PRIMARY KEY,
                id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
                company BIGINT NOT NULL REFERENCES company (seq),
                kind TEXT NOT NULL CHECK (kind IN ('person', 'vehicle')),
                subject BLOB NOT NULL CHECK (length(subject) = 16),
                document BLOB NOT NULL,
                added_at BIGINT NOT NULL,
                changed_at BIGINT NOT NULL,
                UNIQUE (company, kind, subject)
            );
            CREATE TABLE roster_photo (
                entry BIGINT PRIMARY KEY REFERENCES roster_entry (seq) ON DELETE CASCADE,
                sealed BLOB NOT NULL,
                added_at BIGINT NOT NULL
            );
            CREATE TABLE application_batch (
                seq INTEGER PRIMARY KEY,
                company BIGINT NOT NULL REFERENCES company (seq),
                account BIGINT NOT NULL REFERENCES account (seq),
                made_at BIGINT NOT NULL
            );
            CREATE INDEX application_batch_company ON application_batch (company, seq);
            CREATE TABLE application_batch_line (
                application BIGINT PRIMARY KEY REFERENCES application (seq),
                batch BIGINT NOT NULL REFERENCES application_batch (seq)
            );
            CREATE INDEX application_batch_line_batch ON application_batch_line (batch);
            CREATE TABLE company_visitor (
                visitor BIGINT PRIMARY KEY REFERENCES expected_visitor (id) ON DELETE CASCADE,
                company BIGINT NOT NULL REFERENCES company (seq)
            );
            CREATE INDEX company_visitor_company ON company_visitor (company);
            CREATE TABLE company_reminder (
                pass BIGINT NOT NULL REFERENCES pass (seq),
                days BIGINT NOT NULL,
                at BIGINT NOT NULL,
                PRIMARY KEY (pass, days)
            ) WITHOUT ROWID;

            CREATE TRIGGER company_keeps_an_owner BEFORE DELETE ON company_member
            WHEN OLD.role = 'owner' AND (SELECT state FROM company WHERE seq = OLD.company) <> 'closed'
                AND NOT EXISTS (SELECT 1 FROM company_member
                    WHERE company = OLD.company AND role = 'owner' AND account <> OLD.account)
            BEGIN SELECT RAISE(ABORT, 'a company keeps an owner'); END;
            CREATE TRIGGER company_keeps_an_owner_who_is_one BEFORE UPDATE OF role, company, account ON company_member
            WHEN OLD.role = 'owner' AND (NEW.role <> 'owner' OR NEW.company <> OLD.company OR NEW.account <> OLD.account)
                AND (SELECT state FROM company WHERE seq = OLD.company) <> 'closed'
                AND NOT EXISTS (SELECT 1 FROM company_member
                    WHERE company = OLD.company AND role = 'owner' AND account <> OLD.account)
            BEGIN SELECT RAISE(ABORT, 'a company keeps an owner'); END;
            CREATE TRIGGER company_closes_once BEFORE UPDATE OF state ON company WHEN OLD.state = 'closed'
            BEGIN SELECT RAISE(ABORT, 'a company closes once'); END;
            """)
}
