DROP TABLE articles;
DROP TABLE laws;
