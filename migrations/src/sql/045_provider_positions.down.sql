ALTER TABLE providers DROP COLUMN position;
