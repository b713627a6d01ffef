DROP TABLE openings;
DROP TABLE bid_receipts;
DROP TABLE envelopes;
DROP TABLE key_shares;
DROP TABLE demand_keys;
DROP TABLE custodian_keys;
