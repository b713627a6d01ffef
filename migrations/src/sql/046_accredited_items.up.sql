-- 检验检测能力: what laboratories are accredited for, a pollutant and a method a row.
CREATE TABLE accredited_items (
    id text PRIMARY KEY,
    provider_id text NOT NULL REFERENCES providers (id),
    item text NOT NULL,
    item_key text NOT NULL,
    matrix text NOT NULL,
    method text NOT NULL,
    method_key text NOT NULL,
    note text,
    valid_to {date},
    source text NOT NULL,
    source_on {date},
    created_at {time} NOT NULL
);
-- Who tests a pollutant.
CREATE INDEX accredited_items_by_item ON accredited_items (item_key, provider_id);
-- A laboratory has an item once, whatever lists name it.
CREATE UNIQUE INDEX accredited_items_of_provider ON accredited_items (provider_id, item_key, method, matrix);
