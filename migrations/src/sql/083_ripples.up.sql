-- What of the platform cites an article, with the words that stood there when it was written; and what
-- must be looked at because those words have changed.
CREATE TABLE ripple_citers (
    kind text NOT NULL,
    citer_id text NOT NULL,
    slug text NOT NULL,
    number integer NOT NULL,
    title text NOT NULL,
    path text NOT NULL,
    words text NOT NULL,
    words_hash text NOT NULL,
    looked_on {date} NOT NULL,
    PRIMARY KEY (kind, citer_id, slug, number),
    CONSTRAINT ripple_citers_kind CHECK (kind IN ('KEY_POINT', 'ANSWER', 'LESSON', 'TEMPLATE', 'RANKING_RULE', 'LIMIT', 'COMPARISON', 'DUTY', 'EXPLANATION'))
);
CREATE INDEX ripple_citers_of_article ON ripple_citers (slug, number);
CREATE INDEX ripple_citers_to_look_at ON ripple_citers (looked_on, slug);

CREATE TABLE ripple_tasks (
    id text NOT NULL PRIMARY KEY,
    kind text NOT NULL,
    citer_id text NOT NULL,
    slug text NOT NULL,
    number integer NOT NULL,
    title text NOT NULL,
    path text NOT NULL,
    reason text NOT NULL,
    old_words text NOT NULL,
    new_words text NOT NULL,
    new_hash text NOT NULL,
    new_path text,
    state text NOT NULL,
    opened_at {time} NOT NULL,
    due_at {time} NOT NULL,
    closed_by text REFERENCES accounts (id),
    closed_at {time},
    note text,
    CONSTRAINT ripple_tasks_reason CHECK (reason IN ('CHANGED', 'REPEALED', 'GONE')),
    CONSTRAINT ripple_tasks_state CHECK (state IN ('OPEN', 'KEPT', 'MENDED', 'MOOT')),
    CONSTRAINT ripple_tasks_closed CHECK ((state = 'OPEN') = (closed_at IS NULL))
);
CREATE UNIQUE INDEX ripple_tasks_one_open ON ripple_tasks (kind, citer_id, slug, number) WHERE state = 'OPEN';
CREATE INDEX ripple_tasks_by_state ON ripple_tasks (state, due_at, id);
