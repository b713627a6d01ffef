-- Whether a licence held when it was last looked at: what filters and the index go by. A job
-- looks each day, so that what has ended leaves the lists by itself.
ALTER TABLE qualifications ADD COLUMN holds boolean NOT NULL DEFAULT TRUE;
UPDATE qualifications SET holds = FALSE WHERE valid_to < CURRENT_DATE OR valid_from > CURRENT_DATE;
CREATE INDEX qualifications_to_end ON qualifications (valid_to) WHERE holds;
CREATE INDEX qualifications_to_begin ON qualifications (valid_to, valid_from) WHERE NOT holds;
