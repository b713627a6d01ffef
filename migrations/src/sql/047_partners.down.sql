DROP TABLE demand_partners;
