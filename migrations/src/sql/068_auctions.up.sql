-- 反向竞价: agreed when a need is posted, called once its bids are ranked.

-- Rounds, minutes, step and floor; null: there is none.
ALTER TABLE demand_terms ADD COLUMN auction {json};

CREATE TABLE auctions (
    demand_id text NOT NULL PRIMARY KEY REFERENCES demands (id),
    started_by text REFERENCES accounts (id),
    called_at {time} NOT NULL,
    starts_at {time} NOT NULL,
    ends_at {time} NOT NULL,
    state text NOT NULL,
    CONSTRAINT auctions_state CHECK (state IN ('RUNNING', 'ENDED', 'CANCELLED')),
    CONSTRAINT auctions_times CHECK (called_at <= starts_at AND starts_at < ends_at)
);
CREATE INDEX auctions_to_end ON auctions (state, ends_at);

-- What was offered, once a round; round 0 is the sealed price.
CREATE TABLE auction_offers (
    demand_id text NOT NULL REFERENCES auctions (demand_id),
    bid_id text NOT NULL REFERENCES bids (id),
    round integer NOT NULL,
    price_fen bigint NOT NULL,
    offered_by text REFERENCES accounts (id),
    offered_at {time} NOT NULL,
    CONSTRAINT auction_offers_once PRIMARY KEY (demand_id, bid_id, round),
    CONSTRAINT auction_offers_price CHECK (price_fen > 0 AND round BETWEEN 0 AND 3)
);
