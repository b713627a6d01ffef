-- 惠企服务 and 需求大厅: providers with what they may do, needs, bids.

-- Region columns are stored by level so that a filter is one equality on one index.
CREATE TABLE providers (
    id text NOT NULL PRIMARY KEY,
    organisation_id text NOT NULL REFERENCES organisations (id),
    name text NOT NULL,
    short_name text,
    credit_code text,
    credit_code_is_valid boolean NOT NULL,
    region_code text,
    province_code text,
    city_code text,
    county_code text,
    address text,
    introduction text,
    size text,
    people_count integer,
    founded_on {date},
    rating_centi integer NOT NULL DEFAULT 0,
    review_count integer NOT NULL DEFAULT 0,
    is_demo boolean NOT NULL,
    source text NOT NULL,
    source_on {date},
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL,
    CONSTRAINT providers_one_per_organisation UNIQUE (organisation_id),
    CONSTRAINT providers_size CHECK (size IN ('LARGE', 'MEDIUM', 'SMALL', 'MICRO')),
    CONSTRAINT providers_rating CHECK (rating_centi BETWEEN 0 AND 10000)
);
CREATE INDEX providers_by_rating ON providers (rating_centi DESC, id);
CREATE INDEX providers_by_name ON providers (name, id);
CREATE INDEX providers_of_province ON providers (province_code, rating_centi DESC, id);
CREATE INDEX providers_of_city ON providers (city_code, rating_centi DESC, id);
CREATE INDEX providers_of_county ON providers (county_code, rating_centi DESC, id);

-- What a provider offers, with the provider's place and rating beside it, so that the
-- commonest list (place + category, by rating) is read from one index in order.
CREATE TABLE provider_categories (
    provider_id text NOT NULL REFERENCES providers (id),
    category_code text NOT NULL,
    province_code text,
    city_code text,
    county_code text,
    rating_centi integer NOT NULL DEFAULT 0,
    PRIMARY KEY (provider_id, category_code)
);
CREATE INDEX provider_categories_all ON provider_categories (category_code, rating_centi DESC, provider_id);
CREATE INDEX provider_categories_province ON provider_categories (category_code, province_code, rating_centi DESC, provider_id);
CREATE INDEX provider_categories_city ON provider_categories (category_code, city_code, rating_centi DESC, provider_id);
CREATE INDEX provider_categories_county ON provider_categories (category_code, county_code, rating_centi DESC, provider_id);

CREATE TABLE provider_service_regions (
    provider_id text NOT NULL REFERENCES providers (id),
    region_code text NOT NULL,
    PRIMARY KEY (provider_id, region_code)
);
CREATE INDEX provider_service_regions_of_region ON provider_service_regions (region_code, provider_id);

CREATE TABLE qualifications (
    id text NOT NULL PRIMARY KEY,
    provider_id text NOT NULL REFERENCES providers (id),
    source_key text NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    number text,
    issuer text,
    scope text,
    mode text,
    waste_classes {json} NOT NULL,
    annual_tonnes double precision,
    capacity_text text,
    valid_from {date},
    valid_to {date},
    source text NOT NULL,
    source_on {date},
    created_at {time} NOT NULL,
    CONSTRAINT qualifications_kind CHECK (kind IN ('CMA', 'EIA', 'HAZARDOUS_WASTE', 'ENGINEERING', 'OPERATION', 'OTHER')),
    CONSTRAINT qualifications_one_per_source UNIQUE (provider_id, source_key)
);

CREATE TABLE reviews (
    id text NOT NULL PRIMARY KEY,
    provider_id text NOT NULL REFERENCES providers (id),
    author_name text NOT NULL,
    stars integer NOT NULL,
    text text NOT NULL,
    written_on {date} NOT NULL,
    CONSTRAINT reviews_stars CHECK (stars BETWEEN 1 AND 5)
);
CREATE INDEX reviews_of_provider ON reviews (provider_id, written_on DESC, id);

CREATE TABLE demands (
    id text NOT NULL PRIMARY KEY,
    organisation_id text NOT NULL REFERENCES organisations (id),
    posted_by text REFERENCES accounts (id),
    title text NOT NULL,
    description text NOT NULL,
    category_code text NOT NULL,
    region_code text NOT NULL,
    province_code text NOT NULL,
    city_code text,
    county_code text,
    address text,
    budget_min_fen bigint,
    budget_max_fen bigint,
    waste_code text,
    quantity double precision,
    unit text,
    deadline {time} NOT NULL,
    state text NOT NULL,
    published_at {time},
    opened_at {time},
    awarded_at {time},
    awarded_bid_id text,
    bid_count integer NOT NULL DEFAULT 0,
    is_demo boolean NOT NULL,
    revision integer NOT NULL,
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL,
    CONSTRAINT demands_state CHECK (state IN ('SUBMITTED', 'REFUSED', 'PUBLISHED', 'OPENED', 'AWARDED', 'WITHDRAWN', 'UNSUCCESSFUL')),
    CONSTRAINT demands_budget CHECK (budget_min_fen IS NULL OR budget_max_fen IS NULL OR budget_min_fen <= budget_max_fen),
    CONSTRAINT demands_award CHECK ((state = 'AWARDED') = (awarded_bid_id IS NOT NULL))
);
CREATE INDEX demands_newest ON demands (state, published_at DESC, id);
CREATE INDEX demands_due ON demands (state, deadline, id);
CREATE INDEX demands_of_category ON demands (category_code, state, published_at DESC, id);
CREATE INDEX demands_of_province ON demands (province_code, state, published_at DESC, id);
CREATE INDEX demands_of_city ON demands (city_code, state, published_at DESC, id);
CREATE INDEX demands_of_county ON demands (county_code, state, published_at DESC, id);
CREATE INDEX demands_of_organisation ON demands (organisation_id, id);

CREATE TABLE bids (
    id text NOT NULL PRIMARY KEY,
    demand_id text NOT NULL REFERENCES demands (id),
    provider_id text NOT NULL REFERENCES providers (id),
    organisation_id text NOT NULL REFERENCES organisations (id),
    submitted_by text REFERENCES accounts (id),
    price_fen bigint NOT NULL,
    duration_days integer NOT NULL,
    plan text NOT NULL,
    state text NOT NULL,
    submitted_at {time} NOT NULL,
    CONSTRAINT bids_state CHECK (state IN ('SUBMITTED', 'WITHDRAWN', 'AWARDED', 'LOST')),
    CONSTRAINT bids_price CHECK (price_fen > 0)
);
CREATE UNIQUE INDEX bids_one_per_provider ON bids (demand_id, provider_id) WHERE state <> 'WITHDRAWN';
CREATE INDEX bids_of_organisation ON bids (organisation_id, id);
