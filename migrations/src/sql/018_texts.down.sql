-- Nothing is looked for in texts.
DELETE FROM change_request_steps WHERE change_request_id IN (SELECT id FROM change_requests WHERE subject_kind = 'text');
DELETE FROM moderation_batch_items WHERE change_request_id IN (SELECT id FROM change_requests WHERE subject_kind = 'text');
DELETE FROM change_requests WHERE subject_kind = 'text';
DROP TABLE text_findings;
