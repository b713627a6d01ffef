DROP TABLE contract_disputes;
DROP TABLE contract_changes;
DROP TABLE contract_signatures;
DROP TABLE contract_milestones;
DROP TABLE contracts;
