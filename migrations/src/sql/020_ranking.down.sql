-- The directory is ordered by reviews alone again.
DROP TABLE ranking_days;
DROP TABLE provider_score_days;
DROP TABLE provider_scores;
DROP TABLE evidence_disputes;
DROP TABLE evidence;
DROP TABLE ranking_rules;
DROP TABLE ranking_components;
DROP TABLE ranking_versions;
