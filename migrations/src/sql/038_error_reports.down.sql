-- Checks of what nobody known sent in go with the reports. SQLite adds no reference that must be there,
-- so the sender may stay empty there.
DROP TABLE error_reports;
DELETE FROM moderation_batch_items WHERE change_request_id IN (SELECT id FROM change_requests WHERE subject_kind = 'error_report');
DELETE FROM change_request_steps WHERE change_request_id IN (SELECT id FROM change_requests WHERE subject_kind = 'error_report');
DELETE FROM change_requests WHERE subject_kind = 'error_report';
{sqlite}ALTER TABLE change_requests ADD COLUMN sender text REFERENCES accounts (id);
{sqlite}UPDATE change_requests SET sender = submitted_by;
{sqlite}ALTER TABLE change_requests DROP COLUMN submitted_by;
{sqlite}ALTER TABLE change_requests RENAME COLUMN sender TO submitted_by;
{postgres}ALTER TABLE change_requests ALTER COLUMN submitted_by SET NOT NULL;
