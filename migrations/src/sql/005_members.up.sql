-- Who acts for whom: roles, members of organisations, administrators, registrations, invitations.

-- The three administrators take the place of the one, who read the audit log.
{postgres}ALTER TABLE accounts DROP CONSTRAINT accounts_role;
{sqlite}PRAGMA writable_schema = ON;
{sqlite}UPDATE sqlite_schema SET sql = replace(sql, '(''MEMBER'', ''MODERATOR'', ''ADMINISTRATOR'')', '(''MEMBER'', ''MODERATOR'', ''SYSTEM_ADMINISTRATOR'', ''SECURITY_ADMINISTRATOR'', ''AUDIT_ADMINISTRATOR'')') WHERE type = 'table' AND name = 'accounts';
{sqlite}PRAGMA writable_schema = RESET;
UPDATE accounts SET role = 'AUDIT_ADMINISTRATOR' WHERE role = 'ADMINISTRATOR';
{postgres}ALTER TABLE accounts ADD CONSTRAINT accounts_role CHECK (role IN ('MEMBER', 'MODERATOR', 'SYSTEM_ADMINISTRATOR', 'SECURITY_ADMINISTRATOR', 'AUDIT_ADMINISTRATOR'));

-- When the person opened the link that was sent to the address; null until then. Accounts from
-- before there were links count as confirmed. `organisation_id` is the one acted for last.
ALTER TABLE accounts ADD COLUMN email_confirmed_at {time};
UPDATE accounts SET email_confirmed_at = created_at;

-- The organisation the device acts for.
ALTER TABLE sessions ADD COLUMN organisation_id text REFERENCES organisations (id);
CREATE INDEX sessions_of_account ON sessions (account_id, organisation_id);
UPDATE sessions SET organisation_id = (SELECT a.organisation_id FROM accounts a WHERE a.id = sessions.account_id);

-- Organisations known from lists are ACTIVE and have no members.
ALTER TABLE organisations ADD COLUMN standing text NOT NULL DEFAULT 'ACTIVE' CONSTRAINT organisations_standing CHECK (standing IN ('PENDING', 'REFUSED', 'ACTIVE', 'SUSPENDED', 'CLOSED'));

CREATE TABLE memberships (
    account_id text NOT NULL REFERENCES accounts (id),
    organisation_id text NOT NULL REFERENCES organisations (id),
    role text NOT NULL,
    since {time} NOT NULL,
    PRIMARY KEY (account_id, organisation_id),
    CONSTRAINT memberships_role CHECK (role IN ('OWNER', 'EDITOR', 'VIEWER'))
);
CREATE INDEX memberships_of_organisation ON memberships (organisation_id, since, account_id);
INSERT INTO memberships (account_id, organisation_id, role, since) SELECT id, organisation_id, 'OWNER', created_at FROM accounts WHERE organisation_id IS NOT NULL;

-- Who was given a staff role, by whom, and who confirmed it; proposed_by and decided_by are null
-- where the product itself did. Whoever was ever one of the three administrators has one row for
-- ever, and no other: three administrators are three persons.
CREATE TABLE appointments (
    id text NOT NULL PRIMARY KEY,
    account_id text NOT NULL REFERENCES accounts (id),
    role text NOT NULL,
    region_code text,
    state text NOT NULL,
    proposed_by text REFERENCES accounts (id),
    proposed_at {time} NOT NULL,
    decided_by text REFERENCES accounts (id),
    decided_at {time},
    CONSTRAINT appointments_role CHECK (role IN ('MODERATOR', 'SYSTEM_ADMINISTRATOR', 'SECURITY_ADMINISTRATOR', 'AUDIT_ADMINISTRATOR')),
    CONSTRAINT appointments_state CHECK (state IN ('PROPOSED', 'CONFIRMED', 'REFUSED')),
    CONSTRAINT appointments_decided CHECK ((state = 'PROPOSED') = (decided_at IS NULL)),
    CONSTRAINT appointments_not_oneself CHECK (proposed_by <> account_id AND decided_by <> account_id AND proposed_by <> decided_by)
);
CREATE UNIQUE INDEX appointments_one_administrator ON appointments (account_id) WHERE state = 'CONFIRMED' AND role <> 'MODERATOR';
CREATE UNIQUE INDEX appointments_one_open ON appointments (account_id) WHERE state = 'PROPOSED';
CREATE INDEX appointments_newest ON appointments (state, id);
INSERT INTO appointments (id, account_id, role, state, proposed_at, decided_at) SELECT 'apt' || substr(id, 4), id, role, 'CONFIRMED', created_at, created_at FROM accounts WHERE role = 'AUDIT_ADMINISTRATOR';

-- An account is an administrator only by a confirmed appointment, and a confirmed appointment stays.
{sqlite}CREATE TRIGGER accounts_appointed BEFORE UPDATE OF role ON accounts WHEN NEW.role LIKE '%ADMINISTRATOR' AND NOT EXISTS (SELECT 1 FROM appointments a WHERE a.account_id = NEW.id AND a.role = NEW.role AND a.state = 'CONFIRMED') BEGIN SELECT RAISE(ABORT, 'accounts_appointed'); END;
{sqlite}CREATE TRIGGER accounts_not_born_administrators BEFORE INSERT ON accounts WHEN NEW.role LIKE '%ADMINISTRATOR' BEGIN SELECT RAISE(ABORT, 'accounts_appointed'); END;
{sqlite}CREATE TRIGGER appointments_stay BEFORE UPDATE ON appointments WHEN OLD.state = 'CONFIRMED' BEGIN SELECT RAISE(ABORT, 'appointments_stay'); END;
{sqlite}CREATE TRIGGER appointments_never_go BEFORE DELETE ON appointments WHEN OLD.state = 'CONFIRMED' BEGIN SELECT RAISE(ABORT, 'appointments_stay'); END;
{postgres}CREATE FUNCTION accounts_appointed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM appointments a WHERE a.account_id = NEW.id AND a.role = NEW.role AND a.state = 'CONFIRMED') THEN RAISE EXCEPTION 'accounts_appointed'; END IF; RETURN NEW; END $$;
{postgres}CREATE TRIGGER accounts_appointed BEFORE INSERT OR UPDATE OF role ON accounts FOR EACH ROW WHEN (NEW.role LIKE '%ADMINISTRATOR') EXECUTE FUNCTION accounts_appointed();
{postgres}CREATE FUNCTION appointments_stay() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'appointments_stay'; END $$;
{postgres}CREATE TRIGGER appointments_stay BEFORE UPDATE OR DELETE ON appointments FOR EACH ROW WHEN (OLD.state = 'CONFIRMED') EXECUTE FUNCTION appointments_stay();

-- What was asked for when an organisation registered. A claim is for one that was known from a
-- list: what is written here becomes true once it is approved. Institutions without a credit
-- code say why.
CREATE TABLE registrations (
    id text NOT NULL PRIMARY KEY,
    organisation_id text NOT NULL REFERENCES organisations (id),
    account_id text NOT NULL REFERENCES accounts (id),
    kind text NOT NULL,
    name text NOT NULL,
    credit_code text,
    no_code_reason text,
    region_code text NOT NULL,
    is_claim boolean NOT NULL,
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL,
    CONSTRAINT registrations_kind CHECK (kind IN ('ENTERPRISE', 'PROVIDER')),
    CONSTRAINT registrations_code CHECK (credit_code IS NOT NULL OR no_code_reason IS NOT NULL)
);
CREATE INDEX registrations_of_organisation ON registrations (organisation_id, id);

-- The official letter (单位函) and the certificate (证书) of a registration, in the file store.
CREATE TABLE registration_documents (
    id text NOT NULL PRIMARY KEY,
    registration_id text NOT NULL REFERENCES registrations (id),
    kind text NOT NULL,
    file_key text NOT NULL,
    media_type text NOT NULL,
    bytes bigint NOT NULL,
    sha256 text NOT NULL,
    uploaded_by text NOT NULL REFERENCES accounts (id),
    uploaded_at {time} NOT NULL,
    CONSTRAINT registration_documents_kind CHECK (kind IN ('LETTER', 'CERTIFICATE')),
    CONSTRAINT registration_documents_one_per_kind UNIQUE (registration_id, kind)
);

-- Links that show that a person reads an address. Only the digest of the token is kept.
CREATE TABLE email_confirmations (
    token_digest text NOT NULL PRIMARY KEY,
    account_id text NOT NULL REFERENCES accounts (id),
    email text NOT NULL,
    created_at {time} NOT NULL,
    expires_at {time} NOT NULL,
    used_at {time}
);
CREATE INDEX email_confirmations_of_account ON email_confirmations (account_id, created_at);

-- Invitations into an organisation, or into the staff, by a link in a mail.
CREATE TABLE invitations (
    id text NOT NULL PRIMARY KEY,
    organisation_id text NOT NULL REFERENCES organisations (id),
    email text NOT NULL,
    role text NOT NULL,
    token_digest text NOT NULL,
    invited_by text REFERENCES accounts (id),
    created_at {time} NOT NULL,
    expires_at {time} NOT NULL,
    accepted_by text REFERENCES accounts (id),
    ended_at {time},
    CONSTRAINT invitations_role CHECK (role IN ('OWNER', 'EDITOR', 'VIEWER')),
    CONSTRAINT invitations_one_per_token UNIQUE (token_digest)
);
CREATE UNIQUE INDEX invitations_one_open ON invitations (organisation_id, email) WHERE ended_at IS NULL;

-- Why, for how long and by whom an organisation was suspended, and how it ended.
CREATE TABLE suspensions (
    id text NOT NULL PRIMARY KEY,
    organisation_id text NOT NULL REFERENCES organisations (id),
    reason text NOT NULL,
    appeal text NOT NULL,
    begun_at {time} NOT NULL,
    until {date},
    begun_by text REFERENCES accounts (id),
    ended_at {time},
    ended_by text REFERENCES accounts (id),
    end_note text
);
CREATE UNIQUE INDEX suspensions_one_open ON suspensions (organisation_id) WHERE ended_at IS NULL;
