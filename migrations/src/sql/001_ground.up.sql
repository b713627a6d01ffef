-- The ground every district stands on: events, consumers, jobs, requests already answered.

-- What happened, in the transaction that made it happen. `tx_id` is the PostgreSQL
-- transaction (0 on SQLite, which has one writer): readers go by (tx_id, seq) and stop
-- before the oldest transaction still open.
CREATE TABLE events (
    seq {identity},
    tx_id bigint NOT NULL DEFAULT {current_tx},
    name text NOT NULL,
    subject_kind text NOT NULL,
    subject_id text NOT NULL,
    payload {json} NOT NULL,
    at {time} NOT NULL
);
CREATE INDEX events_in_order ON events (tx_id, seq);

-- How far each consumer has read.
CREATE TABLE consumer_positions (
    consumer text NOT NULL PRIMARY KEY,
    tx_id bigint NOT NULL,
    seq bigint NOT NULL,
    updated_at {time} NOT NULL
);

-- Background work, claimed with SKIP LOCKED on PostgreSQL.
CREATE TABLE jobs (
    id text NOT NULL PRIMARY KEY,
    name text NOT NULL,
    payload {json} NOT NULL,
    dedupe_key text,
    state text NOT NULL DEFAULT 'WAITING',
    attempts integer NOT NULL DEFAULT 0,
    run_at {time} NOT NULL,
    locked_until {time},
    last_error text,
    created_at {time} NOT NULL,
    CONSTRAINT jobs_state CHECK (state IN ('WAITING', 'RUNNING', 'DEAD'))
);
CREATE INDEX jobs_due ON jobs (state, run_at);
CREATE UNIQUE INDEX jobs_one_waiting ON jobs (dedupe_key) WHERE state = 'WAITING';

-- One answer per posted form: the same key twice is the same thing.
CREATE TABLE request_keys (
    account_id text NOT NULL,
    request_key text NOT NULL,
    subject_id text NOT NULL,
    at {time} NOT NULL,
    PRIMARY KEY (account_id, request_key)
);
