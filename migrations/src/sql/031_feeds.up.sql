-- 数据源: whose files come in, run by run; what of them could not be taken; what a firm says is not about it.

-- A source, by the name that is kept with everything it says.
CREATE TABLE feeds (
    id text NOT NULL PRIMARY KEY,
    name text NOT NULL,
    kind text NOT NULL,
    mapping_name text,
    every_days integer NOT NULL,
    last_run_id text,
    good_run_id text,
    good_at {time},
    created_at {time} NOT NULL,
    CONSTRAINT feeds_one_per_name UNIQUE (name),
    CONSTRAINT feeds_every CHECK (every_days > 0)
);

-- A file of a source, or a replay of what was put aside of one. A body that was sent in is one run however often it comes.
CREATE TABLE feed_runs (
    id text NOT NULL PRIMARY KEY,
    feed_id text NOT NULL REFERENCES feeds (id),
    kind text NOT NULL,
    state text NOT NULL,
    file_name text NOT NULL,
    file_key text,
    digest text NOT NULL,
    mapping_name text,
    mapping_text text,
    is_whole boolean NOT NULL,
    replay_of text REFERENCES feed_runs (id),
    begun_by text REFERENCES accounts (id),
    begun_by_key text REFERENCES machine_keys (id),
    begun_at {time} NOT NULL,
    received_at {time} NOT NULL,
    ended_at {time},
    stopped text,
    new_count integer NOT NULL,
    changed_count integer NOT NULL,
    unchanged_count integer NOT NULL,
    conflict_count integer NOT NULL,
    rejected_count integer NOT NULL,
    passed_count integer NOT NULL,
    gone_count integer NOT NULL,
    CONSTRAINT feed_runs_state CHECK (state IN ('WAITING', 'RUNNING', 'DONE', 'STOPPED')),
    CONSTRAINT feed_runs_ended CHECK ((ended_at IS NULL) = (state IN ('WAITING', 'RUNNING'))),
    CONSTRAINT feed_runs_stopped CHECK ((stopped IS NULL) = (state <> 'STOPPED'))
);
CREATE INDEX feed_runs_of_feed ON feed_runs (feed_id, id);
CREATE UNIQUE INDEX feed_runs_one_body ON feed_runs (feed_id, digest) WHERE file_key IS NOT NULL;

-- 待修正: rows that could not be taken, as they stood, until a replay takes them.
CREATE TABLE feed_rows (
    id text NOT NULL PRIMARY KEY,
    run_id text NOT NULL REFERENCES feed_runs (id),
    number bigint NOT NULL,
    name text NOT NULL,
    cells {json} NOT NULL,
    reason text NOT NULL,
    taken_in text REFERENCES feed_runs (id)
);
CREATE INDEX feed_rows_of_run ON feed_rows (run_id, id);

-- What a source lists: by which run it was seen last, and since when its whole files have it no more.
CREATE TABLE feed_items (
    feed_id text NOT NULL REFERENCES feeds (id),
    item_key text NOT NULL,
    name text NOT NULL,
    seen_in text NOT NULL,
    gone_at {time},
    PRIMARY KEY (feed_id, item_key)
);
CREATE INDEX feed_items_gone ON feed_items (feed_id, item_key) WHERE gone_at IS NOT NULL;

-- 归属待确认: a row that disagrees with what an organisation says of itself, and whether it is about that organisation.
CREATE TABLE feed_conflicts (
    id text NOT NULL PRIMARY KEY,
    feed_id text NOT NULL REFERENCES feeds (id),
    run_id text NOT NULL REFERENCES feed_runs (id),
    item_key text NOT NULL,
    organisation_id text NOT NULL REFERENCES organisations (id),
    number bigint NOT NULL,
    name text NOT NULL,
    cells {json} NOT NULL,
    reason text NOT NULL,
    state text NOT NULL,
    found_at {time} NOT NULL,
    decided_by text REFERENCES accounts (id),
    decided_at {time},
    CONSTRAINT feed_conflicts_one_per_item UNIQUE (feed_id, item_key, organisation_id),
    CONSTRAINT feed_conflicts_state CHECK (state IN ('OPEN', 'OURS', 'DENIED', 'DETACHED')),
    CONSTRAINT feed_conflicts_decided CHECK ((state = 'OPEN') = (decided_at IS NULL))
);
CREATE INDEX feed_conflicts_of_organisation ON feed_conflicts (organisation_id, id);
CREATE INDEX feed_conflicts_of_run ON feed_conflicts (run_id, id);
