-- 疑点提示: what the flags find in contracting processes, and what moderators say of it.

CREATE TABLE red_flags (
    id text NOT NULL PRIMARY KEY,
    flag text NOT NULL,
    subject text NOT NULL,
    -- An ocid, or the id of an organisation.
    subject_id text NOT NULL,
    title text NOT NULL,
    region_code text NOT NULL,
    value double precision NOT NULL,
    state text NOT NULL,
    found_at {time} NOT NULL,
    -- The last night on which it was found.
    seen_on {date} NOT NULL,
    decided_at {time},
    CONSTRAINT red_flags_once UNIQUE (flag, subject, subject_id),
    CONSTRAINT red_flags_state CHECK (state IN ('OPEN', 'CONFIRMED', 'DISMISSED')),
    CONSTRAINT red_flags_decided CHECK ((state = 'OPEN') = (decided_at IS NULL))
);
CREATE INDEX red_flags_by_state ON red_flags (flag, state);
CREATE INDEX red_flags_newest ON red_flags (found_at, id);

CREATE TABLE red_flag_nights (
    day {date} NOT NULL PRIMARY KEY,
    processes integer NOT NULL,
    findings integer NOT NULL,
    new_tasks integer NOT NULL,
    looked_at {time} NOT NULL
);
