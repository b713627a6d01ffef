-- 智能问答: questions that became cases of the test set because their answer was confirmed.

CREATE TABLE answer_cases (
    answer_id text NOT NULL PRIMARY KEY REFERENCES answers (id),
    question text NOT NULL,
    citations {json} NOT NULL,
    created_at {time} NOT NULL
);
