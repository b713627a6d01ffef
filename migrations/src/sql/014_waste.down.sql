DROP INDEX bids_of_provider;
DROP INDEX qualifications_of_kind;
DROP TABLE qualification_classes;
