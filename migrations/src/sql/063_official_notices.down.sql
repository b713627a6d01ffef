-- They can be imported again.
DROP TABLE official_notices;
DROP TABLE official_projects;
