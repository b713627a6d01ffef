-- Sealed bids cannot be kept: what they say is not known without their envelopes.
CREATE TABLE bids_without_envelopes (
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
INSERT INTO bids_without_envelopes
    SELECT id, demand_id, provider_id, organisation_id, submitted_by, price_fen, duration_days, plan,
        CASE WHEN state IN ('BROKEN', 'EXCLUDED') THEN 'LOST' ELSE state END, submitted_at
    FROM bids WHERE price_fen IS NOT NULL AND duration_days IS NOT NULL AND plan IS NOT NULL;
DROP TABLE bids;
ALTER TABLE bids_without_envelopes RENAME TO bids;
CREATE UNIQUE INDEX bids_one_per_provider ON bids (demand_id, provider_id) WHERE state <> 'WITHDRAWN';
CREATE INDEX bids_of_organisation ON bids (organisation_id, id);
CREATE INDEX bids_of_provider ON bids (provider_id, state);
DROP TABLE demand_invitations;
DROP TABLE demand_terms;
DROP INDEX demands_of_stage;
ALTER TABLE demands DROP COLUMN stage;
ALTER TABLE demands DROP COLUMN procedure;
