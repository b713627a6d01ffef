DROP TABLE feed_pulls;
