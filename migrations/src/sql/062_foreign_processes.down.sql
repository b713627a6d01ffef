-- They can be imported again.
DROP TABLE foreign_releases;
DROP TABLE foreign_processes;
