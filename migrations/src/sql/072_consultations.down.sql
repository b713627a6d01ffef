DROP TABLE consultations;
DROP TABLE experts;
