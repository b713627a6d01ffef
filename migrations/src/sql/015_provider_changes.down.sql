-- Nobody is reminded, and providers change nothing themselves.
DROP INDEX qualifications_to_remind;
ALTER TABLE qualifications DROP COLUMN reminder_on;
ALTER TABLE providers DROP COLUMN stated_on;
DROP TABLE provider_changes;
