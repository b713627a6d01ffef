DROP TABLE contract_reviews;
DELETE FROM evidence_disputes WHERE evidence_id IN (SELECT id FROM evidence WHERE rule_code = 'performance.completed');
DELETE FROM evidence WHERE rule_code = 'performance.completed';
DELETE FROM ranking_rules WHERE code = 'performance.completed';
