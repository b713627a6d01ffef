DROP TABLE guides;
DROP TABLE answer_versions;
DROP TABLE answers;
