-- A shared need has a contract for each enterprise that shares it: one a need and buyer. `part` is the buyer's own part
-- of the quantity, where the need says one.

-- SQLite cannot drop a constraint: the table is written anew, and what points at it goes on pointing.
{sqlite}PRAGMA foreign_keys = OFF;
{sqlite}CREATE TABLE contracts_anew (id text NOT NULL PRIMARY KEY, demand_id text NOT NULL REFERENCES demands (id), bid_id text NOT NULL REFERENCES bids (id), buyer_id text NOT NULL REFERENCES organisations (id), buyer_name text NOT NULL, buyer_code text, seller_id text NOT NULL REFERENCES organisations (id), seller_name text NOT NULL, seller_code text, provider_id text NOT NULL REFERENCES providers (id), region_code text NOT NULL, title text NOT NULL, subject text NOT NULL, place text NOT NULL, price_fen bigint NOT NULL, starts_on {date} NOT NULL, ends_on {date} NOT NULL, payment_days integer NOT NULL, other_terms text, state text NOT NULL, terms_revision integer NOT NULL, revision integer NOT NULL, drafted_at {time} NOT NULL, signed_at {time}, ended_at {time}, end_reason text, dispute_count integer NOT NULL, acts_at {time}, is_demo boolean NOT NULL, pace integer NOT NULL DEFAULT 1, part double precision, CONSTRAINT contracts_one_per_buyer UNIQUE (demand_id, buyer_id), CONSTRAINT contracts_state CHECK (state IN ('DRAFT', 'OFFERED', 'ACTIVE', 'COMPLETED', 'TERMINATED', 'CANCELLED')), CONSTRAINT contracts_price CHECK (price_fen > 0), CONSTRAINT contracts_term CHECK (starts_on <= ends_on), CONSTRAINT contracts_signed CHECK ((signed_at IS NOT NULL) = (state IN ('ACTIVE', 'COMPLETED', 'TERMINATED'))), CONSTRAINT contracts_ended CHECK ((ended_at IS NOT NULL) = (state IN ('COMPLETED', 'TERMINATED', 'CANCELLED'))));
{sqlite}INSERT INTO contracts_anew (id, demand_id, bid_id, buyer_id, buyer_name, buyer_code, seller_id, seller_name, seller_code, provider_id, region_code, title, subject, place, price_fen, starts_on, ends_on, payment_days, other_terms, state, terms_revision, revision, drafted_at, signed_at, ended_at, end_reason, dispute_count, acts_at, is_demo, pace) SELECT id, demand_id, bid_id, buyer_id, buyer_name, buyer_code, seller_id, seller_name, seller_code, provider_id, region_code, title, subject, place, price_fen, starts_on, ends_on, payment_days, other_terms, state, terms_revision, revision, drafted_at, signed_at, ended_at, end_reason, dispute_count, acts_at, is_demo, pace FROM contracts;
{sqlite}DROP TABLE contracts;
{sqlite}ALTER TABLE contracts_anew RENAME TO contracts;
{sqlite}CREATE INDEX contracts_of_buyer ON contracts (buyer_id, id);
{sqlite}CREATE INDEX contracts_of_seller ON contracts (seller_id, id);
{sqlite}CREATE INDEX contracts_of_provider ON contracts (provider_id, state);
{sqlite}CREATE INDEX contracts_disputed ON contracts (region_code, id) WHERE dispute_count > 0;
{sqlite}CREATE INDEX contracts_due ON contracts (acts_at) WHERE acts_at IS NOT NULL;
{sqlite}PRAGMA foreign_keys = ON;
{postgres}ALTER TABLE contracts DROP CONSTRAINT contracts_one_per_demand;
{postgres}ALTER TABLE contracts ADD CONSTRAINT contracts_one_per_buyer UNIQUE (demand_id, buyer_id);
{postgres}ALTER TABLE contracts ADD COLUMN part double precision;
