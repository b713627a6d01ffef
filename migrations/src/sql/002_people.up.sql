-- Organisations, their sites, the people who act for them, what is checked and what was done.

-- A legal person. The credit code is null where the source had none, and marked where it
-- fails the check digit of GB 32100-2015.
CREATE TABLE organisations (
    id text NOT NULL PRIMARY KEY,
    kind text NOT NULL,
    name text NOT NULL,
    name_key text NOT NULL,
    credit_code text,
    credit_code_is_valid boolean NOT NULL,
    region_code text,
    address text,
    source text NOT NULL,
    source_on {date},
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL,
    CONSTRAINT organisations_kind CHECK (kind IN ('ENTERPRISE', 'PROVIDER', 'ASSOCIATION', 'REGULATOR', 'OPERATOR'))
);
CREATE UNIQUE INDEX organisations_one_per_credit_code ON organisations (credit_code);
CREATE INDEX organisations_by_name ON organisations (name_key);

-- A place where an enterprise works; several may share one credit code.
CREATE TABLE sites (
    id text NOT NULL PRIMARY KEY,
    organisation_id text NOT NULL REFERENCES organisations (id),
    source_key text NOT NULL,
    name text NOT NULL,
    region_code text,
    area_as_given text,
    address text,
    longitude double precision,
    latitude double precision,
    industry text,
    media {json} NOT NULL,
    source text NOT NULL,
    source_on {date},
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL,
    CONSTRAINT sites_one_per_source UNIQUE (source, source_key)
);
CREATE INDEX sites_of_organisation ON sites (organisation_id);

CREATE TABLE accounts (
    id text NOT NULL PRIMARY KEY,
    email text NOT NULL,
    password_hash text NOT NULL,
    display_name text NOT NULL,
    role text NOT NULL,
    organisation_id text REFERENCES organisations (id),
    region_code text,
    failures integer NOT NULL DEFAULT 0,
    locked_until {time},
    created_at {time} NOT NULL,
    CONSTRAINT accounts_role CHECK (role IN ('MEMBER', 'MODERATOR', 'ADMINISTRATOR')),
    CONSTRAINT accounts_one_per_email UNIQUE (email)
);
CREATE INDEX accounts_of_organisation ON accounts (organisation_id);

-- A signed-in device. Each refresh replaces the token; a token used twice ends its family.
CREATE TABLE sessions (
    id text NOT NULL PRIMARY KEY,
    account_id text NOT NULL REFERENCES accounts (id),
    family text NOT NULL,
    token_digest text NOT NULL,
    created_at {time} NOT NULL,
    expires_at {time} NOT NULL,
    replaced_at {time},
    ended_at {time},
    CONSTRAINT sessions_one_per_token UNIQUE (token_digest)
);
CREATE INDEX sessions_of_family ON sessions (family);

CREATE TABLE change_requests (
    id text NOT NULL PRIMARY KEY,
    subject_kind text NOT NULL,
    subject_id text NOT NULL,
    title text NOT NULL,
    region_code text NOT NULL,
    differences {json} NOT NULL,
    submitted_by text NOT NULL REFERENCES accounts (id),
    organisation_id text REFERENCES organisations (id),
    submitted_at {time} NOT NULL,
    due_on {date} NOT NULL,
    state text NOT NULL,
    decided_by text REFERENCES accounts (id),
    decided_at {time},
    reason_code text,
    note text,
    revision integer NOT NULL,
    CONSTRAINT change_requests_state CHECK (state IN ('WAITING', 'APPROVED', 'REFUSED')),
    CONSTRAINT change_requests_decided CHECK ((state = 'WAITING') = (decided_at IS NULL))
);
CREATE INDEX change_requests_queue ON change_requests (state, due_on, id);
CREATE INDEX change_requests_of_subject ON change_requests (subject_id);

-- Who did what to what, before and after. Rows are never changed. `tx_id` and `seq` give the
-- order of commit, as for events.
CREATE TABLE audit_entries (
    seq {identity},
    tx_id bigint NOT NULL DEFAULT {current_tx},
    at {time} NOT NULL,
    account_id text,
    role text NOT NULL,
    organisation_id text,
    action text NOT NULL,
    subject_kind text NOT NULL,
    subject_id text NOT NULL,
    before {json},
    after {json},
    request_id text
);
CREATE INDEX audit_entries_in_order ON audit_entries (tx_id, seq);
CREATE INDEX audit_entries_of_subject ON audit_entries (subject_id, seq);

-- The hash chain over the log, written in order of commit. Each seal covers one entry and the
-- seal before it.
CREATE TABLE audit_seals (
    position bigint NOT NULL PRIMARY KEY,
    entry_tx_id bigint NOT NULL,
    entry_seq bigint NOT NULL,
    digest text NOT NULL,
    CONSTRAINT audit_seals_one_per_entry UNIQUE (entry_seq)
);
