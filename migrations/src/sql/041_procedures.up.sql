-- How a need is tendered, and bids whose price is not known before their envelopes are opened.

ALTER TABLE demands ADD COLUMN procedure text NOT NULL DEFAULT 'SIMPLE';

-- Where a need stands between the deadline and the award; null before and after, and for simple ones.
ALTER TABLE demands ADD COLUMN stage text
    CHECK (stage IN ('OPENING', 'SCORING', 'PRICING', 'RANKED', 'PROPOSED'));
CREATE INDEX demands_of_stage ON demands (stage, deadline, id) WHERE stage IS NOT NULL;

-- The terms of a need that is not simple, as they were when it was posted. They never change.
CREATE TABLE demand_terms (
    demand_id text NOT NULL PRIMARY KEY REFERENCES demands (id),
    custody text NOT NULL,
    least_bids integer NOT NULL,
    notice_days integer NOT NULL,
    is_scored boolean NOT NULL,
    is_invited boolean NOT NULL,
    is_shared boolean NOT NULL,
    criteria {json} NOT NULL,
    CONSTRAINT demand_terms_custody CHECK (custody IN ('NONE', 'CLOCK', 'THREE_KEYS'))
);

-- Who may bid, where a need is by invitation.
CREATE TABLE demand_invitations (
    demand_id text NOT NULL REFERENCES demands (id),
    provider_id text NOT NULL REFERENCES providers (id),
    PRIMARY KEY (demand_id, provider_id)
);
CREATE INDEX demand_invitations_of_provider ON demand_invitations (provider_id, demand_id);

CREATE TABLE bids_in_envelopes (
    id text NOT NULL PRIMARY KEY,
    demand_id text NOT NULL REFERENCES demands (id),
    provider_id text NOT NULL REFERENCES providers (id),
    organisation_id text NOT NULL REFERENCES organisations (id),
    submitted_by text REFERENCES accounts (id),
    price_fen bigint,
    duration_days integer,
    plan text,
    state text NOT NULL,
    submitted_at {time} NOT NULL,
    in_envelopes boolean NOT NULL DEFAULT false,
    place_in_list integer,
    reason text,
    CONSTRAINT bids_state CHECK (state IN
        ('SUBMITTED', 'UNCONFIRMED', 'LAPSED', 'WITHDRAWN', 'BROKEN', 'EXCLUDED', 'AWARDED', 'LOST')),
    CONSTRAINT bids_price CHECK (price_fen > 0),
    CONSTRAINT bids_whole CHECK (in_envelopes
        OR (price_fen IS NOT NULL AND duration_days IS NOT NULL AND plan IS NOT NULL))
);
INSERT INTO bids_in_envelopes
    SELECT id, demand_id, provider_id, organisation_id, submitted_by, price_fen, duration_days, plan, state, submitted_at,
        false, NULL, NULL
    FROM bids;
DROP TABLE bids;
ALTER TABLE bids_in_envelopes RENAME TO bids;
CREATE UNIQUE INDEX bids_one_per_provider ON bids (demand_id, provider_id) WHERE state <> 'WITHDRAWN';
CREATE INDEX bids_of_organisation ON bids (organisation_id, id);
CREATE INDEX bids_of_provider ON bids (provider_id, state);
