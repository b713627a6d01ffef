-- A key that sends files in may be bound to one mapping: it cannot send anything else.
ALTER TABLE machine_keys ADD COLUMN feed text;
