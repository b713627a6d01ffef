-- What happened to texts of the library, in the order it became known; feeds and those who follow read it.
CREATE TABLE law_changes (
    id text NOT NULL PRIMARY KEY,
    law_id text NOT NULL REFERENCES laws (id),
    slug text NOT NULL,
    kind text NOT NULL,
    day {date} NOT NULL,
    at {time} NOT NULL,
    CONSTRAINT law_changes_kind CHECK (kind IN ('NEW', 'CORRECTED', 'SUPERSEDED', 'REPEALED'))
);
CREATE INDEX law_changes_of_law ON law_changes (slug, id);
