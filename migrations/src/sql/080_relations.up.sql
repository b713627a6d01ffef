-- What a text says about other texts: what it cites, repeals, implements, amends, interprets. Read from
-- the words, so a row is never typed; `starts_at` and `ends_at` count characters of the article.
-- Position 0 is the title. A range of articles (第十条至第十二条) is one row.
CREATE TABLE law_relations (
    law_id text NOT NULL REFERENCES laws (id),
    position integer NOT NULL,
    place integer NOT NULL,
    kind text NOT NULL,
    slug text NOT NULL,
    number integer NOT NULL,
    last_number integer NOT NULL,
    branch integer NOT NULL,
    paragraph integer,
    item integer,
    starts_at integer NOT NULL,
    ends_at integer NOT NULL,
    PRIMARY KEY (law_id, position, place),
    CONSTRAINT law_relations_kind CHECK (kind IN ('CITES', 'REPEALS', 'AMENDS', 'IMPLEMENTS', 'INTERPRETS', 'REPLACES')),
    CONSTRAINT law_relations_range CHECK (last_number >= number)
);
CREATE INDEX law_relations_to ON law_relations (slug, number, law_id);
