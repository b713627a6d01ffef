-- 标准政策: dated texts of laws, article by article.

-- One row is one dated text (expression) of a law. `slug` names the law whatever its date;
-- `version_on` tells the texts of one law apart. Status is never stored: it follows from dates.
CREATE TABLE laws (
    id text NOT NULL PRIMARY KEY,
    slug text NOT NULL,
    version_on {date} NOT NULL,
    title text NOT NULL,
    kind text NOT NULL,
    issuer text,
    number text,
    region_code text,
    issued_on {date},
    effective_on {date} NOT NULL,
    superseded_on {date},
    repealed_on {date},
    repealed_by text,
    article_count integer NOT NULL,
    missing_articles {json} NOT NULL,
    contents {json} NOT NULL,
    key_points {json} NOT NULL,
    preamble text,
    digest text NOT NULL,
    source text NOT NULL,
    source_on {date},
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL,
    CONSTRAINT laws_kind CHECK (kind IN ('LAW', 'REGULATION', 'RULE', 'LOCAL_REGULATION', 'INTERPRETATION', 'STANDARD', 'OTHER')),
    CONSTRAINT laws_one_text_per_date UNIQUE (slug, version_on)
);
CREATE INDEX laws_by_kind ON laws (kind, version_on DESC, id);
CREATE INDEX laws_by_date ON laws (version_on DESC, id);

CREATE TABLE articles (
    id text NOT NULL PRIMARY KEY,
    law_id text NOT NULL REFERENCES laws (id),
    position integer NOT NULL,
    number integer NOT NULL,
    branch integer NOT NULL DEFAULT 0,
    label text NOT NULL,
    part text,
    chapter text,
    section text,
    text text NOT NULL,
    CONSTRAINT articles_one_per_position UNIQUE (law_id, position)
);
CREATE INDEX articles_of_law ON articles (law_id, number, branch);
