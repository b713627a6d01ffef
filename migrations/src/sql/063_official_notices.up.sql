-- 官方公告: notices of government buyers, from all sources, and the projects they are about.

CREATE TABLE official_projects (
    id text NOT NULL PRIMARY KEY,
    title text NOT NULL,
    -- The title without what tells one notice from the next.
    title_key text NOT NULL,
    project_number text,
    number_key text,
    buyer_name text,
    buyer_key text NOT NULL,
    region_code text,
    province_code text,
    city_code text,
    county_code text,
    budget_fen bigint,
    award_fen bigint,
    supplier_name text,
    bid_deadline {time},
    stage text NOT NULL,
    latest_kind text NOT NULL,
    notice_count integer NOT NULL,
    first_on {date},
    -- The newest day any notice bears; the day it was recorded where none bears one.
    latest_on {date} NOT NULL,
    updated_at {time} NOT NULL,
    CONSTRAINT official_projects_count CHECK (notice_count >= 0)
);
CREATE UNIQUE INDEX official_projects_number ON official_projects (number_key) WHERE number_key IS NOT NULL;
CREATE INDEX official_projects_title ON official_projects (title_key, buyer_key);
CREATE INDEX official_projects_newest ON official_projects (latest_on, id);
CREATE INDEX official_projects_province ON official_projects (province_code, latest_on, id);
CREATE INDEX official_projects_city ON official_projects (city_code, latest_on, id);
CREATE INDEX official_projects_county ON official_projects (county_code, latest_on, id);
CREATE INDEX official_projects_stage ON official_projects (stage, latest_on, id);
CREATE INDEX official_projects_buyer ON official_projects (buyer_key, latest_on, id);

CREATE TABLE official_notices (
    id text NOT NULL PRIMARY KEY,
    project_id text NOT NULL REFERENCES official_projects (id),
    kind text NOT NULL,
    title text NOT NULL,
    published_on {date},
    source text NOT NULL,
    -- What tells it apart within its source.
    source_key text NOT NULL,
    url text,
    -- As the source has them: headers and cells, without what tells persons apart.
    given {json} NOT NULL,
    digest text NOT NULL,
    recorded_at {time} NOT NULL,
    CONSTRAINT official_notices_once UNIQUE (source, source_key)
);
CREATE INDEX official_notices_of_project ON official_notices (project_id, id);
