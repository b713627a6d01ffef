DROP TABLE demand_scopes;
