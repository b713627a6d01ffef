-- What came in stays; how it came is forgotten.
DROP TABLE feed_conflicts;
DROP TABLE feed_items;
DROP TABLE feed_rows;
DROP TABLE feed_runs;
DROP TABLE feeds;
