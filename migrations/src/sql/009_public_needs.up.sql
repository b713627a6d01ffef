-- What the public list of needs shows, worked out by the database from the state, so that each of
-- its filters finds the newest rows in an index.
ALTER TABLE demands ADD COLUMN is_public boolean
    GENERATED ALWAYS AS (state IN ('PUBLISHED', 'OPENED', 'AWARDED', 'UNSUCCESSFUL')) {generated};
DROP INDEX demands_newest;
DROP INDEX demands_of_category;
DROP INDEX demands_of_province;
DROP INDEX demands_of_city;
DROP INDEX demands_of_county;
CREATE INDEX demands_public_of_state ON demands (state, is_public, published_at DESC, id DESC);
CREATE INDEX demands_public ON demands (is_public, published_at DESC, id DESC);
CREATE INDEX demands_public_of_category ON demands (category_code, is_public, published_at DESC, id DESC);
CREATE INDEX demands_public_of_province ON demands (province_code, is_public, published_at DESC, id DESC);
CREATE INDEX demands_public_of_city ON demands (city_code, is_public, published_at DESC, id DESC);
CREATE INDEX demands_public_of_county ON demands (county_code, is_public, published_at DESC, id DESC);
