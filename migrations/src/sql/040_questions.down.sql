-- Bids that were not confirmed count as taken back; questions and changes are forgotten.
CREATE TABLE bids_with_fewer_states (
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
    CONSTRAINT bids_state CHECK (state IN ('SUBMITTED', 'WITHDRAWN', 'AWARDED', 'LOST')),
    CONSTRAINT bids_price CHECK (price_fen > 0)
);
INSERT INTO bids_with_fewer_states
    SELECT id, demand_id, provider_id, organisation_id, submitted_by, price_fen, duration_days, plan,
        CASE WHEN state IN ('UNCONFIRMED', 'LAPSED') THEN 'WITHDRAWN' ELSE state END, submitted_at
    FROM bids;
DROP TABLE bids;
ALTER TABLE bids_with_fewer_states RENAME TO bids;
CREATE UNIQUE INDEX bids_one_per_provider ON bids (demand_id, provider_id) WHERE state <> 'WITHDRAWN';
CREATE INDEX bids_of_organisation ON bids (organisation_id, id);
CREATE INDEX bids_of_provider ON bids (provider_id, state);
DROP TABLE demand_amendments;
DROP TABLE demand_questions;
ALTER TABLE demands DROP COLUMN extensions;
