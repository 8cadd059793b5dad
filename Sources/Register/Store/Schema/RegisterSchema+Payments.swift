import SQLStore

extension RegisterSchema {
    /// What is to be paid, what came, what went back. Applications are named and not referred to: the books stay when an application
    /// is erased. Who paid stands in the file sealed only.
    static let payments = Migration(
        11,
        sqlite: """
            CREATE TABLE payment_order (
                seq INTEGER PRIMARY KEY,
                number TEXT NOT NULL UNIQUE CHECK (length(number) = 16),
                state TEXT NOT NULL CHECK (state IN ('open', 'paid', 'refunding', 'refunded', 'cancelled', 'expired')),
                total BIGINT NOT NULL CHECK (total > 0),
                payer BLOB NOT NULL,
                attempts INTEGER NOT NULL CHECK (attempts >= 0),
                made_at BIGINT NOT NULL,
                expires_at BIGINT NOT NULL CHECK (expires_at > made_at),
                closed_at BIGINT,
                reason TEXT,
                CHECK ((state = 'open') = (closed_at IS NULL))
            );
            CREATE INDEX payment_order_open ON payment_order (expires_at) WHERE state = 'open';
            CREATE TABLE payment_line (
                order_seq BIGINT NOT NULL REFERENCES payment_order (seq),
                position INTEGER NOT NULL,
                application BLOB NOT NULL CHECK (length(application) = 16),
                kind INTEGER NOT NULL,
                term INTEGER NOT NULL,
                has_card INTEGER NOT NULL CHECK (has_card IN (0, 1)),
                amount BIGINT NOT NULL CHECK (amount >= 0),
                PRIMARY KEY (order_seq, position)
            );
            CREATE INDEX payment_line_application ON payment_line (application);

            CREATE TABLE payment_attempt (
                trade TEXT PRIMARY KEY CHECK (length(trade) BETWEEN 1 AND 20),
                order_seq BIGINT NOT NULL REFERENCES payment_order (seq),
                amount BIGINT NOT NULL CHECK (amount > 0),
                made_at BIGINT NOT NULL,
                way TEXT,
                code TEXT,
                code_expires BIGINT,
                failure BIGINT,
                CHECK ((code IS NULL) = (code_expires IS NULL))
            );
            CREATE INDEX payment_attempt_order ON payment_attempt (order_seq);
            CREATE INDEX payment_attempt_made ON payment_attempt (made_at);

            CREATE TABLE payment_notification (
                seq INTEGER PRIMARY KEY,
                digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
                trade TEXT,
                is_authentic INTEGER NOT NULL CHECK (is_authentic IN (0, 1)),
                verdict TEXT NOT NULL,
                fields BLOB NOT NULL,
                first_at BIGINT NOT NULL,
                last_at BIGINT NOT NULL,
                times BIGINT NOT NULL CHECK (times > 0)
            );
            CREATE INDEX payment_notification_refused ON payment_notification (seq) WHERE is_authentic = 0;

            CREATE TABLE payment (
                seq INTEGER PRIMARY KEY,
                order_seq BIGINT REFERENCES payment_order (seq),
                method TEXT NOT NULL CHECK (method IN ('ecpay', 'counter', 'bank', 'post')),
                reference TEXT NOT NULL,
                trade TEXT,
                way TEXT,
                amount BIGINT NOT NULL CHECK (amount > 0),
                applied BIGINT NOT NULL CHECK (applied BETWEEN 0 AND amount),
                received_at BIGINT NOT NULL,
                booked_at BIGINT NOT NULL,
                booked_by TEXT NOT NULL,
                UNIQUE (method, reference),
                CHECK (order_seq IS NOT NULL OR applied = 0)
            );
            CREATE INDEX payment_of_order ON payment (order_seq);
            CREATE INDEX payment_of_trade ON payment (trade) WHERE trade IS NOT NULL;
            CREATE INDEX payment_surplus ON payment (seq) WHERE applied < amount;

            CREATE TABLE payment_refund (
                seq INTEGER PRIMARY KEY,
                payment BIGINT NOT NULL REFERENCES payment (seq),
                amount BIGINT NOT NULL CHECK (amount > 0),
                means TEXT NOT NULL CHECK (means IN ('ecpay', 'bank', 'cash', 'post')),
                action TEXT,
                state TEXT NOT NULL CHECK (state IN ('asked', 'done', 'failed')),
                asked_at BIGINT NOT NULL,
                asked_by TEXT NOT NULL,
                ended_at BIGINT,
                ended_by TEXT,
                note TEXT,
                CHECK ((state = 'asked') = (ended_at IS NULL)),
                CHECK ((means = 'ecpay') = (action IS NOT NULL))
            );
            CREATE INDEX payment_refund_payment ON payment_refund (payment);
            CREATE INDEX payment_refund_asked ON payment_refund (seq) WHERE state = 'asked';

            CREATE TABLE receipt (
                number TEXT PRIMARY KEY,
                order_seq BIGINT NOT NULL UNIQUE REFERENCES payment_order (seq),
                amount BIGINT NOT NULL CHECK (amount > 0),
                issued_at BIGINT NOT NULL,
                void_at BIGINT
            );
            CREATE TABLE paid_order (
                order_seq BIGINT PRIMARY KEY REFERENCES payment_order (seq),
                at BIGINT NOT NULL,
                settled_at BIGINT
            );
            CREATE INDEX paid_order_unsettled ON paid_order (order_seq) WHERE settled_at IS NULL;

            CREATE TRIGGER payment_order_is_never_removed BEFORE DELETE ON payment_order
            BEGIN SELECT RAISE(ABORT, 'the books are append-only'); END;
            CREATE TRIGGER payment_order_keeps_what_is_due BEFORE UPDATE OF number, total, made_at ON payment_order
            BEGIN SELECT RAISE(ABORT, 'what is due does not change'); END;
            CREATE TRIGGER payment_is_never_removed BEFORE DELETE ON payment
            BEGIN SELECT RAISE(ABORT, 'the books are append-only'); END;
            CREATE TRIGGER payment_keeps_what_came
            BEFORE UPDATE OF order_seq, method, reference, trade, amount, received_at, booked_at, booked_by ON payment
            BEGIN SELECT RAISE(ABORT, 'what came does not change'); END;
            CREATE TRIGGER payment_refund_is_never_removed BEFORE DELETE ON payment_refund
            BEGIN SELECT RAISE(ABORT, 'the books are append-only'); END;
            CREATE TRIGGER payment_refund_ends_once
            BEFORE UPDATE ON payment_refund WHEN OLD.state <> 'asked'
            BEGIN SELECT RAISE(ABORT, 'a refund ends once'); END;
            CREATE TRIGGER payment_refund_keeps_what_was_asked
            BEFORE UPDATE OF payment, amount, means, action, asked_at, asked_by ON payment_refund
            BEGIN SELECT RAISE(ABORT, 'what was asked for does not change'); END;
            CREATE TRIGGER receipt_is_never_removed BEFORE DELETE ON receipt
            BEGIN SELECT RAISE(ABORT, 'receipts have no gap'); END;
            CREATE TRIGGER receipt_keeps_what_it_says BEFORE UPDATE OF number, order_seq, amount, issued_at ON receipt
            BEGIN SELECT RAISE(ABORT, 'a receipt does not change'); END;
            CREATE TRIGGER receipt_is_made_void_once BEFORE UPDATE OF void_at ON receipt WHEN OLD.void_at IS NOT NULL
            BEGIN SELECT RAISE(ABORT, 'a receipt is made void once'); END;
            """)
}
