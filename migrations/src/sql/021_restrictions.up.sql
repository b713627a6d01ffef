-- 限制: what an association says publicly of a provider's page, until when, and how to appeal.

-- A provider without an open one is listed (在列).
CREATE TABLE provider_restrictions (
    id text NOT NULL PRIMARY KEY,
    provider_id text NOT NULL REFERENCES providers (id),
    kind text NOT NULL,
    reason text NOT NULL,
    appeal text NOT NULL,
    begun_on {date} NOT NULL,
    begun_at {time} NOT NULL,
    begun_by text REFERENCES accounts (id),
    until {date},
    ended_at {time},
    ended_by text REFERENCES accounts (id),
    end_note text,
    CONSTRAINT provider_restrictions_kind CHECK (kind IN ('RESTRICTED', 'SUSPENDED', 'REMOVED')),
    CONSTRAINT provider_restrictions_ended CHECK ((ended_at IS NULL) = (end_note IS NULL))
);
CREATE UNIQUE INDEX provider_restrictions_one_open ON provider_restrictions (provider_id) WHERE ended_at IS NULL;
CREATE INDEX provider_restrictions_due ON provider_restrictions (until) WHERE ended_at IS NULL;
