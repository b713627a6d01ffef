-- Wrong passwords are counted by address (sign_in_counters), not in the account.
ALTER TABLE accounts DROP COLUMN failures;
