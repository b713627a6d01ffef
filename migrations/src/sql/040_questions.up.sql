-- What providers ask about a need, what is changed in it while bids are taken, and bids that must
-- be confirmed after a change.

-- How often the deadline was put off because a question stood unanswered.
ALTER TABLE demands ADD COLUMN extensions integer NOT NULL DEFAULT 0;

CREATE TABLE demand_questions (
    id text NOT NULL PRIMARY KEY,
    demand_id text NOT NULL REFERENCES demands (id),
    organisation_id text NOT NULL REFERENCES organisations (id),
    asked_by text REFERENCES accounts (id),
    question text NOT NULL,
    asked_at {time} NOT NULL,
    answer text,
    answered_by text REFERENCES accounts (id),
    answered_at {time},
    CONSTRAINT demand_questions_answer CHECK ((answer IS NULL) = (answered_at IS NULL))
);
CREATE INDEX demand_questions_of_demand ON demand_questions (demand_id, id);
CREATE INDEX demand_questions_unanswered ON demand_questions (demand_id) WHERE answer IS NULL;

CREATE TABLE demand_amendments (
    id text NOT NULL PRIMARY KEY,
    demand_id text NOT NULL REFERENCES demands (id),
    reason text NOT NULL,
    differences {json} NOT NULL,
    must_confirm boolean NOT NULL,
    made_by text REFERENCES accounts (id),
    made_at {time} NOT NULL
);
CREATE INDEX demand_amendments_of_demand ON demand_amendments (demand_id, id);

-- Two states more: a bid waits for its bidder to confirm it, and one that was not confirmed.
CREATE TABLE bids_with_more_states (
    id text NOT NULL PRIMARY KEY,
    demand_id text NOT NULL REFERENCES demands (id),
    provider_id text NOT NULL REFERENCES providers (id),
    organisation_id text NOT NULL REFERENCES organisations (id),
    submitted_by text REFERENCES accounts (id),
    price_fen bigint NOT NULL,
    duration_days integer NOT NULL,
    plan text NOT NULL,
    state text NOT NULL,
    submitted_at {time} NOT NULL,
    CONSTRAINT bids_state CHECK (state IN ('SUBMITTED', 'UNCONFIRMED', 'LAPSED', 'WITHDRAWN', 'AWARDED', 'LOST')),
    CONSTRAINT bids_price CHECK (price_fen > 0)
);
INSERT INTO bids_with_more_states
    SELECT id, demand_id, provider_id, organisation_id, submitted_by, price_fen, duration_days, plan, state, submitted_at
    FROM bids;
DROP TABLE bids;
ALTER TABLE bids_with_more_states RENAME TO bids;
CREATE UNIQUE INDEX bids_one_per_provider ON bids (demand_id, provider_id) WHERE state <> 'WITHDRAWN';
CREATE INDEX bids_of_organisation ON bids (organisation_id, id);
CREATE INDEX bids_of_provider ON bids (provider_id, state);
