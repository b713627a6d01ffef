-- 练习大厅: needs whose clocks run faster than the calendar, and what a need keeps of its procedure beside its
-- terms, since every list asks for it.

-- How many times faster; 1 is the calendar. What is not 1 is practice and counts nowhere.
ALTER TABLE demands ADD COLUMN pace integer NOT NULL DEFAULT 1;
ALTER TABLE contracts ADD COLUMN pace integer NOT NULL DEFAULT 1;

-- Fewer bids end it without an opening; whether bids are scored. As its terms said when it was posted.
ALTER TABLE demands ADD COLUMN least_bids integer NOT NULL DEFAULT 1;
ALTER TABLE demands ADD COLUMN is_scored boolean NOT NULL DEFAULT false;
UPDATE demands SET
    least_bids = (SELECT t.least_bids FROM demand_terms t WHERE t.demand_id = demands.id),
    is_scored = (SELECT t.is_scored FROM demand_terms t WHERE t.demand_id = demands.id)
    WHERE EXISTS (SELECT 1 FROM demand_terms t WHERE t.demand_id = demands.id);

-- Practice stays out of the public list.
DROP INDEX demands_public_of_county;
DROP INDEX demands_public_of_city;
DROP INDEX demands_public_of_province;
DROP INDEX demands_public_of_category;
DROP INDEX demands_public;
DROP INDEX demands_public_of_state;
ALTER TABLE demands DROP COLUMN is_public;
ALTER TABLE demands ADD COLUMN is_public boolean
    GENERATED ALWAYS AS (pace = 1 AND state IN ('PUBLISHED', 'OPENED', 'AWARDED', 'UNSUCCESSFUL')) {generated};
CREATE INDEX demands_public_of_state ON demands (state, is_public, published_at DESC, id DESC);
CREATE INDEX demands_public ON demands (is_public, published_at DESC, id DESC);
CREATE INDEX demands_public_of_category ON demands (category_code, is_public, published_at DESC, id DESC);
CREATE INDEX demands_public_of_province ON demands (province_code, is_public, published_at DESC, id DESC);
CREATE INDEX demands_public_of_city ON demands (city_code, is_public, published_at DESC, id DESC);
CREATE INDEX demands_public_of_county ON demands (county_code, is_public, published_at DESC, id DESC);
CREATE INDEX demands_practice ON demands (published_at DESC, id DESC) WHERE pace > 1;
