-- Sources that are asked for files now and then: what they said last, and when they are asked again. What
-- is asked stands in a file of the operator; a row is kept by the name of the source.
CREATE TABLE feed_pulls (
    name text NOT NULL PRIMARY KEY,
    url text NOT NULL,
    etag text,
    modified text,
    failures integer NOT NULL,
    problem text,
    tried_at {time} NOT NULL,
    next_at {time} NOT NULL,
    good_at {time},
    CONSTRAINT feed_pulls_failures CHECK (failures >= 0),
    CONSTRAINT feed_pulls_problem CHECK ((failures = 0) = (problem IS NULL))
);
