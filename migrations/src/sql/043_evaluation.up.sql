-- 评审: what evaluators give the bids of a need, and the ranking that came of it.

-- One line of an evaluator's sheet. Points are hundredths; criteria are numbered as in the terms, from 1.
CREATE TABLE evaluation_scores (
    demand_id text NOT NULL REFERENCES demands (id),
    evaluator_id text NOT NULL REFERENCES accounts (id),
    bid_id text NOT NULL REFERENCES bids (id),
    criterion integer NOT NULL,
    points_centi integer NOT NULL,
    note text,
    scored_at {time} NOT NULL,
    CONSTRAINT evaluation_scores_once PRIMARY KEY (demand_id, evaluator_id, bid_id, criterion),
    CONSTRAINT evaluation_scores_points CHECK (points_centi BETWEEN 0 AND 10000 AND criterion >= 1)
);

-- When the sheets of a need were fixed, and how its bids rank once prices are open.
CREATE TABLE evaluations (
    demand_id text NOT NULL PRIMARY KEY REFERENCES demands (id),
    locked_by text REFERENCES accounts (id),
    locked_at {time} NOT NULL,
    ranked_at {time},
    ranking {json},
    published_at {time},
    CONSTRAINT evaluations_ranked CHECK ((ranked_at IS NULL) = (ranking IS NULL)),
    CONSTRAINT evaluations_published CHECK (published_at IS NULL OR ranked_at IS NOT NULL)
);
