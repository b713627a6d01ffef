-- 机构资料变更: what a provider wants its page to say, kept while it is checked and afterwards; and
-- when the holder of a licence is next reminded that it ends.

-- Both sides are kept whole: the check applies their difference, and an overturned one takes it back.
CREATE TABLE provider_changes (
    id text NOT NULL PRIMARY KEY,
    provider_id text NOT NULL REFERENCES providers (id),
    change_request_id text NOT NULL REFERENCES change_requests (id),
    state text NOT NULL,
    before {json} NOT NULL,
    after {json} NOT NULL,
    submitted_by text NOT NULL REFERENCES accounts (id),
    submitted_at {time} NOT NULL,
    ended_at {time},
    revision integer NOT NULL,
    CONSTRAINT provider_changes_state CHECK (state IN ('SUBMITTED', 'APPLIED', 'REFUSED', 'WITHDRAWN')),
    CONSTRAINT provider_changes_ended CHECK ((state = 'SUBMITTED') = (ended_at IS NULL)),
    CONSTRAINT provider_changes_one_check UNIQUE (change_request_id)
);
CREATE INDEX provider_changes_of_provider ON provider_changes (provider_id, id);
CREATE UNIQUE INDEX provider_changes_one_open ON provider_changes (provider_id) WHERE state = 'SUBMITTED';

-- The day the organisation last said what its page says of it; null while only sources have.
ALTER TABLE providers ADD COLUMN stated_on {date};

-- The day the holder is next reminded; null when nothing is left to remind of. What is there already
-- is looked at once, which tells nobody and finds the day.
ALTER TABLE qualifications ADD COLUMN reminder_on {date};
UPDATE qualifications SET reminder_on = CURRENT_DATE WHERE valid_to >= CURRENT_DATE;
CREATE INDEX qualifications_to_remind ON qualifications (reminder_on) WHERE reminder_on IS NOT NULL;
