-- What the template of a category asks of a need, as its owner answered it.
CREATE TABLE demand_scopes (
    demand_id text NOT NULL PRIMARY KEY REFERENCES demands (id),
    answers {json} NOT NULL
);
