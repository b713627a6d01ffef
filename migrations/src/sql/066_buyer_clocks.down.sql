DROP INDEX bids_of_organisation;
CREATE INDEX bids_of_organisation ON bids (organisation_id, id);
ALTER TABLE demands DROP COLUMN end_reason;
DROP INDEX demands_to_look_at;
ALTER TABLE demands DROP COLUMN acts_at;
ALTER TABLE demands DROP COLUMN stage_ends_at;
ALTER TABLE demand_terms DROP COLUMN deciding_days;
ALTER TABLE demand_terms DROP COLUMN scoring_days;
