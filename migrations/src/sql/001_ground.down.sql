DROP TABLE request_keys;
DROP TABLE jobs;
DROP TABLE consumer_positions;
DROP TABLE events;
