-- Clocks of a buyer who does not score or decide, why a need ended without an award, and bids listed by when they
-- came in, since their ids do not tell.

-- How many working days there are for each; 0: no clock, as in terms written before there was one.
ALTER TABLE demand_terms ADD COLUMN scoring_days integer NOT NULL DEFAULT 0;
ALTER TABLE demand_terms ADD COLUMN deciding_days integer NOT NULL DEFAULT 0;

-- When the stage ends by itself, and when the clock looks at it next: to remind, or to end it.
ALTER TABLE demands ADD COLUMN stage_ends_at {time};
ALTER TABLE demands ADD COLUMN acts_at {time};
CREATE INDEX demands_to_look_at ON demands (acts_at) WHERE acts_at IS NOT NULL;

ALTER TABLE demands ADD COLUMN end_reason text;

DROP INDEX bids_of_organisation;
CREATE INDEX bids_of_organisation ON bids (organisation_id, submitted_at DESC, id DESC);
