-- 更正 and figures: when the answer to a question handed over was corrected last; its asker was told.

ALTER TABLE consultations ADD COLUMN corrected_at {time};
CREATE INDEX consultations_of_answer ON consultations (stored_answer_id) WHERE stored_answer_id IS NOT NULL;
CREATE INDEX consultations_by_day ON consultations (asked_at);
