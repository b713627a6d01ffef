-- 拟选定、公示与异议: which bid an owner means to choose, and what bidders say against it.

CREATE TABLE award_proposals (
    id text NOT NULL PRIMARY KEY,
    demand_id text NOT NULL REFERENCES demands (id),
    bid_id text NOT NULL REFERENCES bids (id),
    reason text,
    proposed_by text REFERENCES accounts (id),
    proposed_at {time} NOT NULL,
    ends_at {time} NOT NULL,
    state text NOT NULL,
    ended_at {time},
    CONSTRAINT award_proposals_state CHECK (state IN ('STANDING', 'OVERTURNED', 'AWARDED', 'CANCELLED')),
    CONSTRAINT award_proposals_ended CHECK ((state = 'STANDING') = (ended_at IS NULL))
);
CREATE INDEX award_proposals_of_demand ON award_proposals (demand_id, id);
CREATE UNIQUE INDEX award_proposals_one_standing ON award_proposals (demand_id) WHERE state = 'STANDING';
CREATE INDEX award_proposals_due ON award_proposals (ends_at, id) WHERE state = 'STANDING';

CREATE TABLE objections (
    id text NOT NULL PRIMARY KEY,
    proposal_id text NOT NULL REFERENCES award_proposals (id),
    demand_id text NOT NULL REFERENCES demands (id),
    bid_id text NOT NULL REFERENCES bids (id),
    organisation_id text NOT NULL REFERENCES organisations (id),
    filed_by text REFERENCES accounts (id),
    reason_code text NOT NULL,
    text text NOT NULL,
    filed_at {time} NOT NULL,
    answer_due {time} NOT NULL,
    decide_due {time} NOT NULL,
    answer text,
    answered_by text REFERENCES accounts (id),
    answered_at {time},
    state text NOT NULL,
    ended_at {time},
    CONSTRAINT objections_state CHECK (state IN ('OPEN', 'SUSTAINED', 'DISMISSED', 'WITHDRAWN', 'MOOT')),
    CONSTRAINT objections_answer CHECK ((answer IS NULL) = (answered_at IS NULL)),
    CONSTRAINT objections_ended CHECK ((state = 'OPEN') = (ended_at IS NULL))
);
CREATE INDEX objections_of_demand ON objections (demand_id, id);
CREATE INDEX objections_to_decide ON objections (decide_due, id) WHERE state = 'OPEN';
CREATE INDEX objections_ended ON objections (decide_due, id) WHERE state <> 'OPEN';
CREATE INDEX objections_of_proposal ON objections (proposal_id, id);
CREATE UNIQUE INDEX objections_one_open ON objections (proposal_id, bid_id) WHERE state = 'OPEN';

-- Each association has one vote.
CREATE TABLE objection_votes (
    objection_id text NOT NULL REFERENCES objections (id),
    association_id text NOT NULL REFERENCES organisations (id),
    voted_by text REFERENCES accounts (id),
    verdict text NOT NULL,
    reason text NOT NULL,
    voted_at {time} NOT NULL,
    CONSTRAINT objection_votes_once PRIMARY KEY (objection_id, association_id),
    CONSTRAINT objection_votes_verdict CHECK (verdict IN ('SUSTAIN', 'DISMISS'))
);
