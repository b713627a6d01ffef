-- The suspensions of an organisation are listed, newest first.
CREATE INDEX suspensions_of_organisation ON suspensions (organisation_id, id);

-- Each post pays for every index of the log. A search by action, organisation or address alone looks
-- through a quarter in order of time (audit_entries_in_time), so that none of them needs its own.
DROP INDEX audit_entries_of_action;
DROP INDEX audit_entries_from_address;
