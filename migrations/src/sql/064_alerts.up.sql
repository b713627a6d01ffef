-- 需求提醒: who is told of a need that was published, and what they said of it.

-- What a person wants to be told of. Empty words, category or region ask for nothing there.
CREATE TABLE saved_searches (
    id text NOT NULL PRIMARY KEY,
    account_id text NOT NULL REFERENCES accounts (id),
    name text NOT NULL,
    words text NOT NULL,
    category_code text NOT NULL,
    region_code text NOT NULL,
    created_at {time} NOT NULL
);
CREATE INDEX saved_searches_of_account ON saved_searches (account_id, id);
CREATE INDEX saved_searches_asking ON saved_searches (category_code, region_code, id);

-- A person is told of a need once. Whose match it was is kept: an organisation's verdicts teach what it is told of.
CREATE TABLE alerts (
    id text NOT NULL PRIMARY KEY,
    demand_id text NOT NULL REFERENCES demands (id),
    account_id text NOT NULL REFERENCES accounts (id),
    organisation_id text REFERENCES organisations (id),
    saved_search_id text REFERENCES saved_searches (id) ON DELETE SET NULL,
    reasons {json} NOT NULL,
    told_at {time} NOT NULL,
    verdict text,
    unfit text,
    judged_at {time},
    CONSTRAINT alerts_once UNIQUE (demand_id, account_id),
    CONSTRAINT alerts_verdict CHECK ((verdict IS NULL) = (judged_at IS NULL)),
    CONSTRAINT alerts_unfit CHECK (unfit IS NULL OR verdict = 'NOT_FOR_US')
);
CREATE INDEX alerts_of_account ON alerts (account_id, id);
CREATE INDEX alerts_of_search ON alerts (saved_search_id);
CREATE INDEX alerts_in_time ON alerts (told_at);
CREATE INDEX alerts_judged ON alerts (organisation_id, judged_at) WHERE judged_at IS NOT NULL;

-- How good the alerts of a week were, worked out once when it is over.
CREATE TABLE alert_weeks (
    monday {date} NOT NULL PRIMARY KEY,
    told integer NOT NULL,
    useful integer NOT NULL,
    not_for_us integer NOT NULL,
    slowest_seconds integer NOT NULL,
    counted_at {time} NOT NULL
);
