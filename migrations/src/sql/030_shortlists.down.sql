-- Nobody keeps shortlists.
DROP TABLE shortlists;
