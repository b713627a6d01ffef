-- Links that confirm the address of a registration have a table of their own again.
ALTER TABLE mail_links RENAME TO mail_links_before;
CREATE TABLE mail_links (
    id text NOT NULL PRIMARY KEY,
    account_id text NOT NULL REFERENCES accounts (id),
    purpose text NOT NULL,
    sent_to text NOT NULL,
    new_email text,
    created_at {time} NOT NULL,
    expires_at {time} NOT NULL,
    used_at {time},
    CONSTRAINT mail_links_purpose CHECK (purpose IN ('PASSWORD_RESET', 'EMAIL_OLD', 'EMAIL_NEW'))
);
INSERT INTO mail_links SELECT id, account_id, purpose, sent_to, new_email, created_at, expires_at, used_at
    FROM mail_links_before WHERE purpose <> 'REGISTRATION';
DROP TABLE mail_links_before;
CREATE INDEX mail_links_of_account ON mail_links (account_id, purpose);
CREATE TABLE email_confirmations (
    token_digest text NOT NULL PRIMARY KEY,
    account_id text NOT NULL REFERENCES accounts (id),
    email text NOT NULL,
    created_at {time} NOT NULL,
    expires_at {time} NOT NULL,
    used_at {time}
);
CREATE INDEX email_confirmations_of_account ON email_confirmations (account_id, created_at);
