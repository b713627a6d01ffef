-- 报错: what somebody says is wrong on a public page, and what came of it.

-- Who sends something to be checked may be nobody we know.
{sqlite}ALTER TABLE change_requests ADD COLUMN sender text REFERENCES accounts (id);
{sqlite}UPDATE change_requests SET sender = submitted_by;
{sqlite}ALTER TABLE change_requests DROP COLUMN submitted_by;
{sqlite}ALTER TABLE change_requests RENAME COLUMN sender TO submitted_by;
{postgres}ALTER TABLE change_requests ALTER COLUMN submitted_by DROP NOT NULL;

-- The address is blanked when it is of no use any more.
CREATE TABLE error_reports (
    id text NOT NULL PRIMARY KEY,
    provider_id text NOT NULL REFERENCES providers (id),
    part text NOT NULL,
    text text NOT NULL,
    email text,
    account_id text REFERENCES accounts (id),
    reported_at {time} NOT NULL,
    state text NOT NULL,
    note text,
    decided_at {time},
    CONSTRAINT error_reports_state CHECK (state IN ('WAITING', 'MENDED', 'UNFOUNDED')),
    CONSTRAINT error_reports_decided CHECK ((state = 'WAITING') = (decided_at IS NULL))
);
CREATE INDEX error_reports_waiting ON error_reports (provider_id) WHERE state = 'WAITING';
CREATE INDEX error_reports_by_outcome ON error_reports (state, decided_at);
CREATE INDEX error_reports_by_day ON error_reports (reported_at);
CREATE INDEX error_reports_to_blank ON error_reports (decided_at) WHERE email IS NOT NULL;
