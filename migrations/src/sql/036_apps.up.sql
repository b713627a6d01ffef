-- 业务应用系统: the systems beside ours, for whom they are, and whether their address opens.
CREATE TABLE apps (
    id text NOT NULL PRIMARY KEY,
    name text NOT NULL,
    keeper text NOT NULL,
    purpose text NOT NULL,
    audience text NOT NULL,
    login_hint text NOT NULL,
    guide text,
    url text,
    position integer NOT NULL,
    link text NOT NULL,
    link_since {time},
    checked_at {time},
    failures integer NOT NULL,
    check_at {time} NOT NULL,
    changed_at {time} NOT NULL,
    retired_at {time},
    revision integer NOT NULL,
    CONSTRAINT apps_link CHECK (link IN ('UNKNOWN', 'OPENS', 'BROKEN'))
);
CREATE INDEX apps_in_order ON apps (position, id) WHERE retired_at IS NULL;
CREATE INDEX apps_to_check ON apps (check_at) WHERE retired_at IS NULL;
