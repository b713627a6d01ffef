-- What holds is worked out from the days again.
DROP INDEX qualifications_to_begin;
DROP INDEX qualifications_to_end;
ALTER TABLE qualifications DROP COLUMN holds;
