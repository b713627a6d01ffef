-- Bids in envelopes: sealed in the browser, opened when their key is released.

-- The public keys by which shares are sealed for the three associations; one in use in each province.
CREATE TABLE custodian_keys (
    id text NOT NULL PRIMARY KEY,
    province_code text NOT NULL,
    organisation_id text NOT NULL REFERENCES organisations (id),
    account_id text NOT NULL REFERENCES accounts (id),
    public_key text NOT NULL,
    made_at {time} NOT NULL,
    ended_at {time}
);
CREATE UNIQUE INDEX custodian_keys_in_use ON custodian_keys (province_code) WHERE ended_at IS NULL;

-- The key of the envelopes of a need. The private one lies here only while the platform keeps it: from the
-- start where the clock releases it, after two shares came together where it was split, and never after
-- the last envelope is open.
CREATE TABLE demand_keys (
    demand_id text NOT NULL PRIMARY KEY REFERENCES demands (id),
    public_key text NOT NULL,
    private_sealed text,
    head text NOT NULL,
    receipts integer NOT NULL,
    made_at {time} NOT NULL,
    released_at {time},
    ended_at {time}
);

CREATE TABLE key_shares (
    id text NOT NULL PRIMARY KEY,
    demand_id text NOT NULL REFERENCES demands (id),
    province_code text NOT NULL,
    custodian_key_id text NOT NULL REFERENCES custodian_keys (id),
    share_for_custodian text NOT NULL,
    digest text NOT NULL,
    share_sealed text,
    released_by text REFERENCES accounts (id),
    released_at {time}
);
CREATE UNIQUE INDEX key_shares_one_each ON key_shares (demand_id, province_code);
CREATE INDEX key_shares_waiting ON key_shares (province_code, demand_id) WHERE released_at IS NULL;

CREATE TABLE envelopes (
    id text NOT NULL PRIMARY KEY,
    demand_id text NOT NULL REFERENCES demands (id),
    organisation_id text NOT NULL REFERENCES organisations (id),
    bid_id text REFERENCES bids (id),
    kind text NOT NULL,
    bytes bigint NOT NULL,
    digest text NOT NULL,
    received_at {time} NOT NULL,
    opened_at {time},
    content {json},
    CONSTRAINT envelopes_kind CHECK (kind IN ('QUALIFICATION', 'TECHNICAL', 'PRICE'))
);
CREATE UNIQUE INDEX envelopes_of_bid ON envelopes (bid_id, kind) WHERE bid_id IS NOT NULL;
CREATE INDEX envelopes_loose ON envelopes (received_at, id) WHERE bid_id IS NULL;

-- What a bidder was handed when the envelopes came in, each linked to the one before.
CREATE TABLE bid_receipts (
    bid_id text NOT NULL PRIMARY KEY REFERENCES bids (id),
    demand_id text NOT NULL REFERENCES demands (id),
    number integer NOT NULL,
    digests {json} NOT NULL,
    before text NOT NULL,
    head text NOT NULL,
    received_at {time} NOT NULL
);
CREATE UNIQUE INDEX bid_receipts_in_order ON bid_receipts (demand_id, number);

-- The list of the opening, written once.
CREATE TABLE openings (
    demand_id text NOT NULL PRIMARY KEY REFERENCES demands (id),
    opened_at {time} NOT NULL,
    list {json} NOT NULL
);
