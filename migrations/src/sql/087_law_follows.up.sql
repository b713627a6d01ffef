-- What people follow of the library: a law, a domain, an issuer, an area, or words. The token stands in the
-- address of a feed of their own, which needs no sign-in. And one more thing that happens to texts: they start.
CREATE TABLE law_follows (
    id text NOT NULL PRIMARY KEY,
    account_id text NOT NULL REFERENCES accounts (id),
    kind text NOT NULL,
    value text NOT NULL,
    name text NOT NULL,
    token text NOT NULL,
    created_at {time} NOT NULL,
    CONSTRAINT law_follows_kind CHECK (kind IN ('LAW', 'DOMAIN', 'ISSUER', 'REGION', 'WORDS')),
    CONSTRAINT law_follows_once UNIQUE (account_id, kind, value),
    CONSTRAINT law_follows_token UNIQUE (token)
);
CREATE INDEX law_follows_of ON law_follows (kind, value, id);
CREATE INDEX laws_by_start ON laws (effective_on, id);
{postgres}ALTER TABLE law_changes DROP CONSTRAINT law_changes_kind;
{postgres}ALTER TABLE law_changes ADD CONSTRAINT law_changes_kind CHECK (kind IN ('NEW', 'CORRECTED', 'STARTED', 'SUPERSEDED', 'REPEALED'));
{sqlite}PRAGMA writable_schema = ON;
{sqlite}UPDATE sqlite_schema SET sql = replace(sql, '''CORRECTED'', ''SUPERSEDED''', '''CORRECTED'', ''STARTED'', ''SUPERSEDED''') WHERE type = 'table' AND name = 'law_changes';
{sqlite}PRAGMA writable_schema = RESET;
