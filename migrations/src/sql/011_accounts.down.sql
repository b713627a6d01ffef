-- Wrong passwords are counted in the account again.
ALTER TABLE accounts ADD COLUMN failures integer NOT NULL DEFAULT 0;
