-- Enterprises that share a need, each with its own part of the quantity.
CREATE TABLE demand_partners (
    demand_id text NOT NULL REFERENCES demands (id),
    organisation_id text NOT NULL REFERENCES organisations (id),
    quantity double precision,
    state text NOT NULL,
    invited_at {time} NOT NULL,
    answered_by text REFERENCES accounts (id),
    answered_at {time},
    PRIMARY KEY (demand_id, organisation_id),
    CONSTRAINT demand_partners_state CHECK (state IN ('INVITED', 'JOINED', 'DECLINED')),
    CONSTRAINT demand_partners_quantity CHECK (quantity IS NULL OR quantity > 0)
);
CREATE INDEX demand_partners_of_organisation ON demand_partners (organisation_id, demand_id);
