-- Nothing is offered; files stay until they are replaced.
DROP TABLE open_data_releases;
