-- 调整地区: organisations that were moved to another region at once, and from where, so that it can be
-- undone.
CREATE TABLE organisation_moves (
    id text NOT NULL PRIMARY KEY,
    region_code text NOT NULL,
    note text NOT NULL,
    moved_by text NOT NULL REFERENCES accounts (id),
    moved_at {time} NOT NULL,
    undo_until {time} NOT NULL,
    undone_at {time}
);
CREATE INDEX organisation_moves_of_person ON organisation_moves (moved_by, id);

CREATE TABLE organisation_move_items (
    move_id text NOT NULL REFERENCES organisation_moves (id),
    organisation_id text NOT NULL REFERENCES organisations (id),
    from_code text NOT NULL,
    CONSTRAINT organisation_move_items_once PRIMARY KEY (move_id, organisation_id)
);
