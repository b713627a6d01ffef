-- 招标采购开放数据 (OCDS): what is released of each need, in the order it was written, and what the
-- releases of a need come to when they are merged.

CREATE TABLE ocds_processes (
    ocid text NOT NULL PRIMARY KEY,
    demand_id text NOT NULL REFERENCES demands (id),
    -- Releases before this number are no longer handed out.
    shown_from integer NOT NULL,
    release_count integer NOT NULL,
    is_demo boolean NOT NULL,
    -- The compiled release, JSON.
    compiled text NOT NULL,
    released_at {time} NOT NULL,
    CONSTRAINT ocds_processes_one_per_demand UNIQUE (demand_id),
    CONSTRAINT ocds_processes_count CHECK (release_count >= 1 AND shown_from >= 1)
);

CREATE TABLE ocds_releases (
    -- Given one after the other by the one consumer that writes releases: no gaps, in commit order.
    seq bigint NOT NULL PRIMARY KEY,
    ocid text NOT NULL REFERENCES ocds_processes (ocid),
    number integer NOT NULL,
    event text NOT NULL,
    -- Without what tells one release from the next: to see that nothing has changed.
    digest text NOT NULL,
    -- The release, JSON; never changed.
    body text NOT NULL,
    released_at {time} NOT NULL,
    CONSTRAINT ocds_releases_number UNIQUE (ocid, number)
);
