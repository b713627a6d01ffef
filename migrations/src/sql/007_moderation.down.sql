DROP TABLE moderation_batch_items;
DROP TABLE moderation_batches;
DROP TABLE change_request_steps;
CREATE TABLE change_requests_narrow (
    id text NOT NULL PRIMARY KEY,
    subject_kind text NOT NULL,
    subject_id text NOT NULL,
    title text NOT NULL,
    region_code text NOT NULL,
    differences {json} NOT NULL,
    submitted_by text NOT NULL REFERENCES accounts (id),
    organisation_id text REFERENCES organisations (id),
    submitted_at {time} NOT NULL,
    due_on {date} NOT NULL,
    state text NOT NULL,
    decided_by text REFERENCES accounts (id),
    decided_at {time},
    reason_code text,
    note text,
    revision integer NOT NULL,
    CONSTRAINT change_requests_state CHECK (state IN ('WAITING', 'APPROVED', 'REFUSED')),
    CONSTRAINT change_requests_decided CHECK ((state = 'WAITING') = (decided_at IS NULL))
);
INSERT INTO change_requests_narrow (
    id, subject_kind, subject_id, title, region_code, differences, submitted_by, organisation_id,
    submitted_at, due_on, state, decided_by, decided_at, reason_code, note, revision
)
SELECT id, subject_kind, subject_id, title, region_code, differences, submitted_by, organisation_id,
    submitted_at, due_on,
    CASE WHEN state IN ('SECOND_LOOK', 'RETURNED') THEN 'WAITING'
        WHEN state = 'WITHDRAWN' THEN 'REFUSED' ELSE state END,
    decided_by, decided_at, lower(reason_code), note, revision
FROM change_requests;
DROP TABLE change_requests;
ALTER TABLE change_requests_narrow RENAME TO change_requests;
CREATE INDEX change_requests_queue ON change_requests (state, due_on, id);
CREATE INDEX change_requests_of_subject ON change_requests (subject_id);
