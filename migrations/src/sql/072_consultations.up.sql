-- 人工咨询: experts, and questions handed to them. The id of a question is the code by which it is followed.

CREATE TABLE experts (
    id text NOT NULL PRIMARY KEY,
    account_id text NOT NULL REFERENCES accounts (id),
    name text NOT NULL,
    unit text NOT NULL,
    fields {json} NOT NULL,
    region_code text,
    conflicts {json} NOT NULL,
    capacity integer NOT NULL,
    is_active boolean NOT NULL,
    named_at {time},
    created_at {time} NOT NULL,
    CONSTRAINT experts_one_per_account UNIQUE (account_id),
    CONSTRAINT experts_capacity CHECK (capacity BETWEEN 1 AND 50)
);
CREATE INDEX experts_in_order ON experts (name, id);

CREATE TABLE consultations (
    id text NOT NULL PRIMARY KEY,
    question text NOT NULL,
    transcript {json} NOT NULL,
    region_code text,
    field text NOT NULL,
    email text,
    account_id text REFERENCES accounts (id),
    asked_at {time} NOT NULL,
    name_by {time} NOT NULL,
    answer_by {time} NOT NULL,
    state text NOT NULL,
    expert_id text REFERENCES experts (id),
    named_at {time},
    declined {json} NOT NULL,
    answer text,
    citations {json} NOT NULL,
    answered_at {time},
    stored_answer_id text REFERENCES answers (id),
    rating integer,
    rating_note text,
    CONSTRAINT consultations_state CHECK (state IN ('WAITING', 'NAMED', 'ANSWERED', 'PUBLISHED')),
    CONSTRAINT consultations_named CHECK ((state = 'WAITING') = (expert_id IS NULL)),
    CONSTRAINT consultations_rating CHECK (rating BETWEEN 1 AND 5)
);
CREATE INDEX consultations_by_clock ON consultations (answer_by, id);
CREATE INDEX consultations_by_state ON consultations (state, answer_by, id);
CREATE INDEX consultations_of_expert ON consultations (expert_id, answer_by, id) WHERE expert_id IS NOT NULL;
CREATE INDEX consultations_to_blank ON consultations (answered_at) WHERE email IS NOT NULL;
CREATE INDEX consultations_rated ON consultations (expert_id) WHERE rating IS NOT NULL;
