-- 智能问答: what was asked, without anything personal, and how it was answered.

CREATE TABLE asked_questions (
    id text NOT NULL PRIMARY KEY,
    conversation text NOT NULL,
    asked_at {time} NOT NULL,
    text text NOT NULL,
    -- The same for questions of the same words: how misses are grouped.
    matter text NOT NULL,
    region_code text,
    field text,
    tier text NOT NULL,
    answer_id text REFERENCES answers (id),
    -- In thousandths: how probable an answer was.
    probability integer NOT NULL,
    verdict text,
    reason text,
    judged_at {time},
    settled_at {time},
    CONSTRAINT asked_questions_tier CHECK (tier IN ('ANSWER', 'PASSAGES', 'DID_YOU_MEAN', 'UNKNOWN')),
    CONSTRAINT asked_questions_verdict CHECK (verdict IN ('UP', 'DOWN'))
);
CREATE INDEX asked_questions_by_day ON asked_questions (asked_at);
CREATE INDEX asked_questions_of_conversation ON asked_questions (conversation, asked_at);
CREATE INDEX asked_questions_by_matter ON asked_questions (matter, asked_at);
CREATE INDEX asked_questions_missed ON asked_questions (asked_at) WHERE settled_at IS NULL AND tier IN ('DID_YOU_MEAN', 'UNKNOWN');
CREATE INDEX asked_questions_judged ON asked_questions (judged_at) WHERE verdict IS NOT NULL;
CREATE INDEX asked_questions_of_answer ON asked_questions (answer_id, asked_at) WHERE answer_id IS NOT NULL;
