-- Which article of a newer law took the place of an article of a repealed one: proposed by comparing
-- the words, confirmed or refused by a moderator. The hashes are of the words that were compared.
CREATE TABLE successions (
    id text NOT NULL PRIMARY KEY,
    old_slug text NOT NULL,
    old_number integer NOT NULL,
    old_branch integer NOT NULL,
    new_slug text NOT NULL,
    new_number integer NOT NULL,
    new_branch integer NOT NULL,
    rank integer NOT NULL,
    score_milli integer NOT NULL,
    old_hash text NOT NULL,
    new_hash text NOT NULL,
    state text NOT NULL,
    proposed_at {time} NOT NULL,
    decided_by text REFERENCES accounts (id),
    decided_at {time},
    note text,
    CONSTRAINT successions_state CHECK (state IN ('PROPOSED', 'CONFIRMED', 'REFUSED')),
    CONSTRAINT successions_decided CHECK ((state = 'PROPOSED') = (decided_at IS NULL)),
    CONSTRAINT successions_one UNIQUE (old_slug, old_number, old_branch, new_slug, new_number, new_branch)
);
CREATE INDEX successions_from_new ON successions (new_slug, new_number);
CREATE INDEX successions_to_decide ON successions (state, rank, score_milli DESC, id);
