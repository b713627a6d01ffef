-- Findings and verdicts are forgotten; the checks stay in the queue's history.
DROP TABLE red_flag_nights;
DROP TABLE red_flags;
