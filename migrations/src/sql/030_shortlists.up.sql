-- 候选名单: providers chosen from the directory, as their pages were that day.

-- The entries are copies: what becomes of a page later does not reach them.
CREATE TABLE shortlists (
    id text NOT NULL PRIMARY KEY,
    organisation_id text NOT NULL REFERENCES organisations (id),
    made_by text NOT NULL REFERENCES accounts (id),
    title text NOT NULL,
    conditions {json} NOT NULL,
    found_at text NOT NULL,
    total integer NOT NULL,
    entries {json} NOT NULL,
    taken_at {time} NOT NULL,
    locked_at {time},
    stamp text,
    revision integer NOT NULL,
    CONSTRAINT shortlists_stamped CHECK ((locked_at IS NULL) = (stamp IS NULL))
);
CREATE INDEX shortlists_of_organisation ON shortlists (organisation_id, id);
