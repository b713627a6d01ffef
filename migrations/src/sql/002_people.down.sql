DROP TABLE audit_seals;
DROP TABLE audit_entries;
DROP TABLE change_requests;
DROP TABLE sessions;
DROP TABLE accounts;
DROP TABLE sites;
DROP TABLE organisations;
