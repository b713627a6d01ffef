-- 外部采购过程: contracting processes of other publishers, as their OCDS packages have them.

CREATE TABLE foreign_processes (
    ocid text NOT NULL PRIMARY KEY,
    source text NOT NULL,
    title text,
    buyer_name text,
    status text,
    release_count integer NOT NULL,
    -- What its releases come to, JSON.
    compiled text NOT NULL,
    recorded_at {time} NOT NULL
);
CREATE INDEX foreign_processes_newest ON foreign_processes (recorded_at, ocid);

CREATE TABLE foreign_releases (
    ocid text NOT NULL REFERENCES foreign_processes (ocid),
    release_id text NOT NULL,
    -- As the publisher writes it.
    released_at text NOT NULL,
    is_compiled boolean NOT NULL,
    digest text NOT NULL,
    -- The release as it came, JSON.
    body text NOT NULL,
    source text NOT NULL,
    recorded_at {time} NOT NULL,
    PRIMARY KEY (ocid, release_id)
);
