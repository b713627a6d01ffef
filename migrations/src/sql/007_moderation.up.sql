-- The check of everything that needs one: more states, taking, a second look, sampling, acts on
-- many at once, and the steps of each request.

-- A CHECK cannot be widened on SQLite, so the table is made anew on both databases.
CREATE TABLE change_requests_wide (
    id text NOT NULL PRIMARY KEY,
    subject_kind text NOT NULL,
    subject_id text NOT NULL,
    title text NOT NULL,
    region_code text NOT NULL,
    -- The other side of a matter between two regions.
    second_region_code text,
    differences {json} NOT NULL,
    submitted_by text NOT NULL REFERENCES accounts (id),
    organisation_id text REFERENCES organisations (id),
    submitted_at {time} NOT NULL,
    state text NOT NULL,
    since {time} NOT NULL,
    due_on {date} NOT NULL,
    due_is_estimated boolean NOT NULL,
    -- Working days that were left when the owner was asked; the clock stands still meanwhile.
    days_left integer,
    taken_by text REFERENCES accounts (id),
    taken_until {time},
    assigned_to text REFERENCES accounts (id),
    first_by text REFERENCES accounts (id),
    first_verdict text,
    first_side text,
    decided_by text REFERENCES accounts (id),
    decided_at {time},
    reason_code text,
    note text,
    inward_note text,
    -- The look afterwards at what a rule let pass; null when it was not drawn.
    look text,
    -- The act on many that holds it until it takes effect.
    batch_id text,
    revision integer NOT NULL,
    CONSTRAINT change_requests_state CHECK (state IN ('WAITING', 'SECOND_LOOK', 'RETURNED', 'APPROVED', 'REFUSED', 'WITHDRAWN')),
    CONSTRAINT change_requests_decided CHECK ((state IN ('APPROVED', 'REFUSED', 'WITHDRAWN')) = (decided_at IS NOT NULL)),
    CONSTRAINT change_requests_clock CHECK ((state = 'RETURNED') = (days_left IS NOT NULL)),
    CONSTRAINT change_requests_taken CHECK ((taken_by IS NULL) = (taken_until IS NULL)),
    CONSTRAINT change_requests_first_look CHECK ((first_by IS NULL) = (first_verdict IS NULL) AND (state <> 'SECOND_LOOK' OR first_by IS NOT NULL)),
    CONSTRAINT change_requests_four_eyes CHECK (first_by IS NULL OR decided_by IS NULL OR first_by <> decided_by),
    CONSTRAINT change_requests_look CHECK (look IN ('OPEN', 'UPHELD', 'OVERTURNED'))
);
INSERT INTO change_requests_wide (
    id, subject_kind, subject_id, title, region_code, differences, submitted_by, organisation_id,
    submitted_at, state, since, due_on, due_is_estimated, decided_by, decided_at, reason_code, note,
    revision
)
SELECT id, subject_kind, subject_id, title, region_code, differences, submitted_by, organisation_id,
    submitted_at, state, COALESCE(decided_at, submitted_at), due_on, false, decided_by, decided_at,
    upper(reason_code), note, revision
FROM change_requests;
DROP TABLE change_requests;
ALTER TABLE change_requests_wide RENAME TO change_requests;
CREATE INDEX change_requests_queue ON change_requests (state, due_on, id);
CREATE INDEX change_requests_of_subject ON change_requests (subject_id);
CREATE INDEX change_requests_of_organisation ON change_requests (organisation_id, subject_kind);
CREATE INDEX change_requests_to_look_at ON change_requests (look, due_on, id);

-- What happened to a request, in order. The inward note is never shown to its owner.
CREATE TABLE change_request_steps (
    change_request_id text NOT NULL REFERENCES change_requests (id),
    number integer NOT NULL,
    at {time} NOT NULL,
    kind text NOT NULL,
    account_id text REFERENCES accounts (id),
    reason_code text,
    note text,
    inward_note text,
    CONSTRAINT change_request_steps_in_order PRIMARY KEY (change_request_id, number)
);
INSERT INTO change_request_steps (change_request_id, number, at, kind, account_id)
SELECT id, 1, submitted_at, 'SUBMITTED', submitted_by FROM change_requests;
INSERT INTO change_request_steps (change_request_id, number, at, kind, account_id, reason_code, note)
SELECT id, 2, decided_at, state, decided_by, reason_code, note FROM change_requests
WHERE decided_at IS NOT NULL;

-- An act on many requests at once. It takes effect when its window ends, and can be undone before.
CREATE TABLE moderation_batches (
    id text NOT NULL PRIMARY KEY,
    act text NOT NULL,
    started_by text NOT NULL REFERENCES accounts (id),
    started_at {time} NOT NULL,
    effective_at {time} NOT NULL,
    state text NOT NULL,
    ended_at {time},
    assign_to text REFERENCES accounts (id),
    reason_code text,
    note text,
    inward_note text,
    CONSTRAINT moderation_batches_act CHECK (act IN ('APPROVE', 'REFUSE', 'ASSIGN')),
    CONSTRAINT moderation_batches_state CHECK (state IN ('OPEN', 'DONE', 'UNDONE')),
    CONSTRAINT moderation_batches_ended CHECK ((state = 'OPEN') = (ended_at IS NULL))
);
CREATE INDEX moderation_batches_due ON moderation_batches (state, effective_at);

CREATE TABLE moderation_batch_items (
    batch_id text NOT NULL REFERENCES moderation_batches (id),
    change_request_id text NOT NULL REFERENCES change_requests (id),
    -- As it was when the act began: what is decided is what was seen.
    revision integer NOT NULL,
    assigned_before text,
    -- Why it did not take effect; null while it waits and when it did.
    refusal text,
    CONSTRAINT moderation_batch_items_once PRIMARY KEY (batch_id, change_request_id)
);
