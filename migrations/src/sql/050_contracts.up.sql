-- 合同: what follows an award. Terms and milestones, who signed which text, changes, payments, disputes.

-- One contract a need. Names and codes of the parties are those of the day it was drafted. `acts_at` is when the clock
-- next has something to do.
CREATE TABLE contracts (
    id text NOT NULL PRIMARY KEY,
    demand_id text NOT NULL REFERENCES demands (id),
    bid_id text NOT NULL REFERENCES bids (id),
    buyer_id text NOT NULL REFERENCES organisations (id),
    buyer_name text NOT NULL,
    buyer_code text,
    seller_id text NOT NULL REFERENCES organisations (id),
    seller_name text NOT NULL,
    seller_code text,
    provider_id text NOT NULL REFERENCES providers (id),
    region_code text NOT NULL,
    title text NOT NULL,
    subject text NOT NULL,
    place text NOT NULL,
    price_fen bigint NOT NULL,
    starts_on {date} NOT NULL,
    ends_on {date} NOT NULL,
    payment_days integer NOT NULL,
    other_terms text,
    state text NOT NULL,
    terms_revision integer NOT NULL,
    revision integer NOT NULL,
    drafted_at {time} NOT NULL,
    signed_at {time},
    ended_at {time},
    end_reason text,
    dispute_count integer NOT NULL,
    acts_at {time},
    is_demo boolean NOT NULL,
    CONSTRAINT contracts_one_per_demand UNIQUE (demand_id),
    CONSTRAINT contracts_state CHECK (state IN ('DRAFT', 'OFFERED', 'ACTIVE', 'COMPLETED', 'TERMINATED', 'CANCELLED')),
    CONSTRAINT contracts_price CHECK (price_fen > 0),
    CONSTRAINT contracts_term CHECK (starts_on <= ends_on),
    CONSTRAINT contracts_signed CHECK ((signed_at IS NOT NULL) = (state IN ('ACTIVE', 'COMPLETED', 'TERMINATED'))),
    CONSTRAINT contracts_ended CHECK ((ended_at IS NOT NULL) = (state IN ('COMPLETED', 'TERMINATED', 'CANCELLED')))
);
CREATE INDEX contracts_of_buyer ON contracts (buyer_id, id);
CREATE INDEX contracts_of_seller ON contracts (seller_id, id);
CREATE INDEX contracts_of_provider ON contracts (provider_id, state);
CREATE INDEX contracts_disputed ON contracts (region_code, id) WHERE dispute_count > 0;
CREATE INDEX contracts_due ON contracts (acts_at) WHERE acts_at IS NOT NULL;

CREATE TABLE contract_milestones (
    id text NOT NULL PRIMARY KEY,
    contract_id text NOT NULL REFERENCES contracts (id),
    number integer NOT NULL,
    title text NOT NULL,
    due_on {date} NOT NULL,
    share_bp integer NOT NULL,
    amount_fen bigint NOT NULL,
    state text NOT NULL,
    note text,
    submitted_by text REFERENCES accounts (id),
    submitted_at {time},
    return_reason text,
    accepted_by text REFERENCES accounts (id),
    accepted_at {time},
    is_silent boolean NOT NULL,
    pay_due_on {date},
    paid_on {date},
    received_on {date},
    acts_at {time},
    CONSTRAINT contract_milestones_in_order UNIQUE (contract_id, number),
    CONSTRAINT contract_milestones_state CHECK (state IN ('PENDING', 'SUBMITTED', 'RETURNED', 'ACCEPTED')),
    CONSTRAINT contract_milestones_share CHECK (share_bp > 0 AND share_bp <= 10000),
    CONSTRAINT contract_milestones_accepted CHECK ((accepted_at IS NOT NULL) = (state = 'ACCEPTED')),
    CONSTRAINT contract_milestones_received CHECK (received_on IS NULL OR paid_on IS NOT NULL)
);
CREATE INDEX contract_milestones_due ON contract_milestones (acts_at) WHERE acts_at IS NOT NULL;
CREATE INDEX contract_milestones_unpaid ON contract_milestones (contract_id, pay_due_on) WHERE state = 'ACCEPTED' AND paid_on IS NULL;

-- A signature stands until the terms change; what was void is kept, with the words that were signed.
CREATE TABLE contract_signatures (
    contract_id text NOT NULL REFERENCES contracts (id),
    side text NOT NULL,
    terms_revision integer NOT NULL,
    account_id text NOT NULL REFERENCES accounts (id),
    digest text NOT NULL,
    text text NOT NULL,
    signed_at {time} NOT NULL,
    CONSTRAINT contract_signatures_once PRIMARY KEY (contract_id, terms_revision, side),
    CONSTRAINT contract_signatures_side CHECK (side IN ('BUYER', 'PROVIDER'))
);

CREATE TABLE contract_changes (
    id text NOT NULL PRIMARY KEY,
    contract_id text NOT NULL REFERENCES contracts (id),
    side text NOT NULL,
    reason text NOT NULL,
    differences {json} NOT NULL,
    terms {json} NOT NULL,
    state text NOT NULL,
    proposed_by text REFERENCES accounts (id),
    proposed_at {time} NOT NULL,
    decided_by text REFERENCES accounts (id),
    decided_at {time},
    CONSTRAINT contract_changes_side CHECK (side IN ('BUYER', 'PROVIDER')),
    CONSTRAINT contract_changes_state CHECK (state IN ('PROPOSED', 'AGREED', 'REFUSED', 'WITHDRAWN')),
    CONSTRAINT contract_changes_decided CHECK ((decided_at IS NULL) = (state = 'PROPOSED'))
);
CREATE INDEX contract_changes_of_contract ON contract_changes (contract_id, id);
CREATE UNIQUE INDEX contract_changes_one_open ON contract_changes (contract_id) WHERE state = 'PROPOSED';

CREATE TABLE contract_disputes (
    id text NOT NULL PRIMARY KEY,
    contract_id text NOT NULL REFERENCES contracts (id),
    side text NOT NULL,
    reason_code text NOT NULL,
    claim text NOT NULL,
    opened_by text REFERENCES accounts (id),
    opened_at {time} NOT NULL,
    answer_due_on {date} NOT NULL,
    answer_due_is_estimated boolean NOT NULL,
    answer text,
    answered_by text REFERENCES accounts (id),
    answered_at {time},
    is_silent boolean NOT NULL,
    state text NOT NULL,
    outcome text,
    ended_at {time},
    acts_at {time},
    CONSTRAINT contract_disputes_side CHECK (side IN ('BUYER', 'PROVIDER')),
    CONSTRAINT contract_disputes_state CHECK (state IN ('OPEN', 'SETTLED', 'WITHDRAWN')),
    CONSTRAINT contract_disputes_answer CHECK ((answer IS NULL) = (answered_at IS NULL)),
    CONSTRAINT contract_disputes_ended CHECK ((ended_at IS NULL) = (state = 'OPEN'))
);
CREATE INDEX contract_disputes_of_contract ON contract_disputes (contract_id, id);
CREATE UNIQUE INDEX contract_disputes_one_open ON contract_disputes (contract_id) WHERE state = 'OPEN';
CREATE INDEX contract_disputes_due ON contract_disputes (acts_at) WHERE acts_at IS NOT NULL;
