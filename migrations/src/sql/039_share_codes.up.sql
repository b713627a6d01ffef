-- 共享码: a dated copy of a provider's page, for whoever has the code and until it ends.

-- Of the code only the digest is kept.
CREATE TABLE share_codes (
    id text NOT NULL PRIMARY KEY,
    provider_id text NOT NULL REFERENCES providers (id),
    organisation_id text NOT NULL REFERENCES organisations (id),
    label text NOT NULL,
    digest text NOT NULL,
    sections {json} NOT NULL,
    copy {json} NOT NULL,
    made_by text NOT NULL REFERENCES accounts (id),
    made_at {time} NOT NULL,
    expires_at {time} NOT NULL,
    ended_at {time},
    opened_count integer NOT NULL
);
CREATE UNIQUE INDEX share_codes_by_digest ON share_codes (digest);
CREATE INDEX share_codes_of_organisation ON share_codes (organisation_id, id);

-- Who looked, and when: the name of the reader's organisation, nothing for visitors.
CREATE TABLE share_code_openings (
    share_code_id text NOT NULL REFERENCES share_codes (id),
    number integer NOT NULL,
    opened_at {time} NOT NULL,
    reader text,
    CONSTRAINT share_code_openings_in_order PRIMARY KEY (share_code_id, number)
);
