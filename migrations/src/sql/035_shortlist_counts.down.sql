-- Counted from the copies again.
ALTER TABLE shortlists DROP COLUMN kept_count;
ALTER TABLE shortlists DROP COLUMN entry_count;
