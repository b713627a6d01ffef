-- Actions and addresses have indexes of their own again.
CREATE INDEX audit_entries_of_action ON audit_entries (action, at, seq);
CREATE INDEX audit_entries_from_address ON audit_entries (address, at, seq) WHERE address IS NOT NULL;
DROP INDEX suspensions_of_organisation;
