-- 智能问答: stored answers (存答) and guides (办事指南). Each cites articles by the law's slug and a number.

CREATE TABLE answers (
    id text NOT NULL PRIMARY KEY,
    key text NOT NULL,
    question text NOT NULL,
    alternatives {json} NOT NULL,
    text text NOT NULL,
    field text NOT NULL,
    region_code text,
    audience text NOT NULL,
    citations {json} NOT NULL,
    valid_from {date} NOT NULL,
    valid_to {date},
    review_by {date} NOT NULL,
    -- The day somebody last held it against the articles it cites.
    checked_on {date} NOT NULL,
    source text NOT NULL,
    state text NOT NULL,
    revision integer NOT NULL,
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL,
    CONSTRAINT answers_one_per_key UNIQUE (key),
    CONSTRAINT answers_state CHECK (state IN ('DRAFT', 'PUBLISHED', 'RETIRED')),
    CONSTRAINT answers_audience CHECK (audience IN ('ENTERPRISE', 'PROVIDER', 'RESIDENT')),
    CONSTRAINT answers_field CHECK (field IN ('WATER', 'AIR', 'NOISE', 'SOLID_WASTE', 'SOIL', 'RADIATION', 'PERMIT', 'EIA', 'MONITORING', 'ENFORCEMENT', 'CREDIT', 'CARBON', 'PROCUREMENT', 'PETITION', 'PLATFORM', 'OTHER'))
);
CREATE INDEX answers_in_order ON answers (state, field, id);
CREATE INDEX answers_by_change ON answers (updated_at);
CREATE INDEX answers_to_review ON answers (review_by) WHERE state = 'PUBLISHED';

-- What an answer was before each change.
CREATE TABLE answer_versions (
    answer_id text NOT NULL REFERENCES answers (id),
    revision integer NOT NULL,
    body {json} NOT NULL,
    changed_at {time} NOT NULL,
    changed_by text REFERENCES accounts (id),
    PRIMARY KEY (answer_id, revision)
);

CREATE TABLE guides (
    id text NOT NULL PRIMARY KEY,
    key text NOT NULL,
    title text NOT NULL,
    field text NOT NULL,
    region_code text,
    who text NOT NULL,
    steps {json} NOT NULL,
    papers {json} NOT NULL,
    place text NOT NULL,
    time_limit text NOT NULL,
    fee text NOT NULL,
    link text,
    citations {json} NOT NULL,
    valid_from {date} NOT NULL,
    valid_to {date},
    review_by {date} NOT NULL,
    updated_at {time} NOT NULL,
    CONSTRAINT guides_one_per_key UNIQUE (key),
    CONSTRAINT guides_field CHECK (field IN ('WATER', 'AIR', 'NOISE', 'SOLID_WASTE', 'SOIL', 'RADIATION', 'PERMIT', 'EIA', 'MONITORING', 'ENFORCEMENT', 'CREDIT', 'CARBON', 'PROCUREMENT', 'PETITION', 'PLATFORM', 'OTHER'))
);
CREATE INDEX guides_in_order ON guides (field, id);
CREATE INDEX guides_by_change ON guides (updated_at);
