-- The log says from where and how it ended; notices to persons; what a person keeps about
-- themselves.

-- `form` names the rule by which an entry is sealed: rows of before keep theirs (1).
ALTER TABLE audit_entries ADD COLUMN form integer NOT NULL DEFAULT 1;
ALTER TABLE audit_entries ADD COLUMN result text NOT NULL DEFAULT 'DONE' CONSTRAINT audit_entries_result CHECK (result IN ('DONE', 'REFUSED'));
ALTER TABLE audit_entries ADD COLUMN address text;
ALTER TABLE audit_entries ADD COLUMN agent text;
CREATE INDEX audit_entries_in_time ON audit_entries (at, seq);
CREATE INDEX audit_entries_of_account ON audit_entries (account_id, at, seq);
CREATE INDEX audit_entries_of_action ON audit_entries (action, at, seq);
CREATE INDEX audit_entries_from_address ON audit_entries (address, at, seq) WHERE address IS NOT NULL;
CREATE INDEX audit_entries_refused ON audit_entries (at, seq) WHERE result = 'REFUSED';

-- What a person is told, written in the transaction of what it tells. `mail` says what becomes of
-- it by mail.
CREATE TABLE notices (
    id text NOT NULL PRIMARY KEY,
    account_id text NOT NULL REFERENCES accounts (id),
    kind text NOT NULL,
    title text NOT NULL,
    body text NOT NULL,
    path text NOT NULL,
    created_at {time} NOT NULL,
    read_at {time},
    mail text NOT NULL,
    mailed_at {time},
    CONSTRAINT notices_mail CHECK (mail IN ('AT_ONCE', 'DAILY', 'NEVER', 'SENT', 'STOPPED'))
);
CREATE INDEX notices_of_account ON notices (account_id, id);
CREATE INDEX notices_unread ON notices (account_id, id) WHERE read_at IS NULL;
CREATE INDEX notices_to_mail ON notices (account_id, id) WHERE mail IN ('AT_ONCE', 'DAILY');

-- How a person wants one kind told; kinds without a row are told as the product does by itself.
CREATE TABLE notice_settings (
    account_id text NOT NULL REFERENCES accounts (id),
    kind text NOT NULL,
    delivery text NOT NULL,
    PRIMARY KEY (account_id, kind),
    CONSTRAINT notice_settings_delivery CHECK (delivery IN ('AT_ONCE', 'DAILY', 'NEVER'))
);

-- Addresses whose server refused a mail for good: nothing is sent there until the person says so.
CREATE TABLE undeliverable_addresses (
    address text NOT NULL PRIMARY KEY,
    reason text NOT NULL,
    since {time} NOT NULL
);

-- What a person keeps about themselves beside the account; a row goes when the account is closed.
CREATE TABLE person_details (
    account_id text NOT NULL PRIMARY KEY REFERENCES accounts (id),
    phone_sealed text,
    updated_at {time} NOT NULL
);

-- Accounts that were closed by their person. The account's row stays for the log, without its
-- personal fields.
CREATE TABLE account_closures (
    account_id text NOT NULL PRIMARY KEY REFERENCES accounts (id),
    closed_at {time} NOT NULL
);
