-- The files that texts of the library were read from, and the parts of them that a machine was not sure of:
-- a person holds each against the raw words, and accepts or mends it.
CREATE TABLE law_originals (
    id text NOT NULL PRIMARY KEY,
    law_id text NOT NULL REFERENCES laws (id),
    digest text NOT NULL,
    file_key text NOT NULL,
    file_name text NOT NULL,
    media text NOT NULL,
    size bigint NOT NULL,
    pages integer,
    part_count integer NOT NULL,
    doubt_count integer NOT NULL,
    source text NOT NULL,
    read_at {time} NOT NULL,
    CONSTRAINT law_originals_once UNIQUE (digest)
);
CREATE INDEX law_originals_of_law ON law_originals (law_id, id);
CREATE TABLE read_parts (
    id text NOT NULL PRIMARY KEY,
    original_id text NOT NULL REFERENCES law_originals (id),
    law_id text NOT NULL REFERENCES laws (id),
    position integer NOT NULL,
    label text NOT NULL,
    confidence integer NOT NULL,
    doubts {json} NOT NULL,
    page integer,
    raw text NOT NULL,
    words text NOT NULL,
    state text NOT NULL,
    decided_by text REFERENCES accounts (id),
    decided_at {time},
    note text,
    CONSTRAINT read_parts_state CHECK (state IN ('OPEN', 'ACCEPTED', 'MENDED', 'MOOT')),
    CONSTRAINT read_parts_confidence CHECK (confidence BETWEEN 0 AND 100),
    CONSTRAINT read_parts_decided CHECK ((state = 'OPEN') = (decided_at IS NULL))
);
CREATE INDEX read_parts_to_decide ON read_parts (state, confidence, id);
CREATE INDEX read_parts_of_law ON read_parts (law_id, position);
