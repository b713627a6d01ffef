-- A list of shortlists says how many are on each without reading what was copied.
ALTER TABLE shortlists ADD COLUMN entry_count integer NOT NULL DEFAULT 0;
ALTER TABLE shortlists ADD COLUMN kept_count integer NOT NULL DEFAULT 0;
{sqlite}UPDATE shortlists SET entry_count = json_array_length(entries), kept_count = (SELECT count(*) FROM json_each(entries) WHERE json_extract(value, '$.left_out') IS NULL);
{postgres}UPDATE shortlists SET entry_count = jsonb_array_length(entries), kept_count = (SELECT count(*) FROM jsonb_array_elements(entries) AS it WHERE it ->> 'left_out' IS NULL);
