ALTER TABLE organisation_moves DROP COLUMN state;
