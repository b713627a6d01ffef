-- 邮件链接: the links that confirm the address one registers with are links like the others. Those on
-- the way (two days at most) are asked for anew: their words cannot be made from what is kept.
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
    CONSTRAINT mail_links_purpose CHECK (purpose IN ('PASSWORD_RESET', 'EMAIL_OLD', 'EMAIL_NEW', 'REGISTRATION'))
);
INSERT INTO mail_links SELECT id, account_id, purpose, sent_to, new_email, created_at, expires_at, used_at
    FROM mail_links_before;
DROP TABLE mail_links_before;
CREATE INDEX mail_links_of_account ON mail_links (account_id, purpose);
DROP TABLE email_confirmations;
