ALTER TABLE machine_keys DROP COLUMN feed;
