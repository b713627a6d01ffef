-- No navigation.
DROP TABLE apps;
