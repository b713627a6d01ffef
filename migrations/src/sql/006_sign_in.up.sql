-- How people and machines sign in: devices, second factors, links in mails, counters of
-- failures, keys of machines.

-- One sign-in on one device, as its person sees it. The tokens it lives by are the rows of
-- sessions whose family it is.
CREATE TABLE sign_ins (
    id text NOT NULL PRIMARY KEY,
    account_id text NOT NULL REFERENCES accounts (id),
    device text NOT NULL,
    address text,
    is_limited boolean NOT NULL,
    began_at {time} NOT NULL,
    last_used_at {time} NOT NULL,
    expires_at {time} NOT NULL,
    ends_at {time} NOT NULL,
    ended_at {time}
);
CREATE INDEX sign_ins_of_account ON sign_ins (account_id, last_used_at);

INSERT INTO sign_ins (id, account_id, device, address, is_limited, began_at, last_used_at, expires_at, ends_at, ended_at)
SELECT family, account_id, '未知设备', NULL, FALSE, MIN(created_at), MAX(created_at), MAX(expires_at), MAX(expires_at), MAX(ended_at)
FROM sessions GROUP BY family, account_id;

-- Browsers on which an account has signed in before. They keep a counter of their own, so that
-- a stranger who locks an account does not lock out its owner.
CREATE TABLE known_devices (
    account_id text NOT NULL REFERENCES accounts (id),
    device_digest text NOT NULL,
    first_at {time} NOT NULL,
    last_at {time} NOT NULL,
    PRIMARY KEY (account_id, device_digest)
);

-- Wrong passwords by the keyed name of an address, or of an address on a known device. An
-- address without an account counts like any other.
CREATE TABLE sign_in_counters (
    subject text NOT NULL PRIMARY KEY,
    failures integer NOT NULL,
    locked_until {time},
    last_at {time} NOT NULL
);
CREATE INDEX sign_in_counters_by_time ON sign_in_counters (last_at);

-- What waits for a second step: a sign-in whose password was right, or a passkey being made.
CREATE TABLE sign_in_challenges (
    digest text NOT NULL PRIMARY KEY,
    account_id text NOT NULL REFERENCES accounts (id),
    purpose text NOT NULL,
    state text,
    attempts integer NOT NULL,
    created_at {time} NOT NULL,
    expires_at {time} NOT NULL,
    CONSTRAINT sign_in_challenges_purpose CHECK (purpose IN ('SIGN_IN', 'PASSKEY'))
);
CREATE INDEX sign_in_challenges_by_time ON sign_in_challenges (expires_at);

-- An authenticator app. The secret is encrypted; last_step is the step of the last code taken.
CREATE TABLE totp_factors (
    account_id text NOT NULL PRIMARY KEY REFERENCES accounts (id),
    secret_sealed text NOT NULL,
    last_step bigint NOT NULL,
    created_at {time} NOT NULL,
    confirmed_at {time}
);

-- Ten codes for the day the device is lost; each is hashed by itself and works once.
CREATE TABLE recovery_codes (
    account_id text NOT NULL REFERENCES accounts (id),
    number integer NOT NULL,
    code_hash text NOT NULL,
    created_at {time} NOT NULL,
    used_at {time},
    PRIMARY KEY (account_id, number)
);

-- A passkey: what the authenticator said of itself, in the form of the WebAuthn library.
CREATE TABLE passkeys (
    id text NOT NULL PRIMARY KEY,
    account_id text NOT NULL REFERENCES accounts (id),
    credential_id text NOT NULL,
    name text NOT NULL,
    fixed_state text NOT NULL,
    moving_state text NOT NULL,
    transports integer NOT NULL,
    created_at {time} NOT NULL,
    last_used_at {time},
    CONSTRAINT passkeys_one_per_credential UNIQUE (credential_id)
);
CREATE INDEX passkeys_of_account ON passkeys (account_id);

-- A link sent by mail. The word in it is made from the id with the key of the installation and
-- is kept nowhere.
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
CREATE INDEX mail_links_of_account ON mail_links (account_id, purpose);

-- A key by which a machine asks: for an organisation, or for a neighbouring system.
CREATE TABLE machine_keys (
    id text NOT NULL PRIMARY KEY,
    organisation_id text REFERENCES organisations (id),
    made_by text NOT NULL REFERENCES accounts (id),
    name text NOT NULL,
    prefix text NOT NULL,
    digest text NOT NULL,
    scopes {json} NOT NULL,
    created_at {time} NOT NULL,
    expires_at {time} NOT NULL,
    last_used_at {time},
    revoked_at {time},
    CONSTRAINT machine_keys_one_per_digest UNIQUE (digest)
);
CREATE INDEX machine_keys_of_organisation ON machine_keys (organisation_id);
