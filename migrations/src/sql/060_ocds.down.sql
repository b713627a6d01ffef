-- Releases are forgotten; the events they were made from stay.
DROP TABLE ocds_releases;
DROP TABLE ocds_processes;
DELETE FROM consumer_positions WHERE consumer = 'ocds';
