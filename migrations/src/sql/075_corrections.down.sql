DROP INDEX consultations_by_day;
DROP INDEX consultations_of_answer;
ALTER TABLE consultations DROP COLUMN corrected_at;
