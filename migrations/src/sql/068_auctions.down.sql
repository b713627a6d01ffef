DROP TABLE auction_offers;
DROP TABLE auctions;
ALTER TABLE demand_terms DROP COLUMN auction;
