-- 跨区调整: a move into the region of another association waits until that association agrees.
ALTER TABLE organisation_moves ADD COLUMN state text NOT NULL DEFAULT 'MADE';
